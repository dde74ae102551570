package org.millwright.edge.source.opcua;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/** Blocks of a PEM file (RFC 7468). */
@SuppressWarnings("ArrayRecordComponent") // Compared by nobody; read once and thrown away.
record Pem(String label, byte[] content) {

    private static final Pattern BLOCK = Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([^-]*)-----END \\1-----");

    static List<Pem> blocks(String text) throws GeneralSecurityException {
        List<Pem> blocks = new ArrayList<>();
        Matcher matcher = BLOCK.matcher(text);
        while (matcher.find()) {
            try {
                blocks.add(new Pem(matcher.group(1), Base64.getMimeDecoder().decode(matcher.group(2))));
            } catch (IllegalArgumentException e) {
                throw new GeneralSecurityException("its " + matcher.group(1) + " block is not base64", e);
            }
        }
        return blocks;
    }

    static String encode(String label, byte[] content) {
        return "-----BEGIN " + label + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content)
                + "\n-----END " + label + "-----\n";
    }

    /** The first private key in {@code text}; PKCS#8, encrypted or not. */
    static PrivateKey privateKey(String text, String passphrase) throws GeneralSecurityException {
        for (Pem block : blocks(text)) {
            switch (block.label) {
                case "PRIVATE KEY" -> {
                    return rsa(new PKCS8EncodedKeySpec(block.content));
                }
                case "ENCRYPTED PRIVATE KEY" -> {
                    return rsa(decrypt(block.content, passphrase));
                }
                case "RSA PRIVATE KEY" ->
                    throw new GeneralSecurityException(
                            "it is in the old PKCS#1 form: convert it with 'openssl pkcs8 -topk8 -in OLD -out NEW'");
                default -> {
                    // Certificates and parameters may stand beside the key.
                }
            }
        }
        throw new GeneralSecurityException("there is no private key (PKCS#8, PEM) in it");
    }

    private static PrivateKey rsa(PKCS8EncodedKeySpec spec) throws GeneralSecurityException {
        return KeyFactory.getInstance("RSA").generatePrivate(spec);
    }

    private static PKCS8EncodedKeySpec decrypt(byte[] content, String passphrase) throws GeneralSecurityException {
        try {
            EncryptedPrivateKeyInfo info = new EncryptedPrivateKeyInfo(content);
            // For PBES2 the parameters, not the name, say which key derivation and cipher it is.
            String algorithm = info.getAlgParameters() == null
                    ? info.getAlgName()
                    : info.getAlgParameters().toString();
            SecretKeyFactory factory = SecretKeyFactory.getInstance(algorithm);
            return info.getKeySpec(factory.generateSecret(new PBEKeySpec(passphrase.toCharArray())));
        } catch (java.io.IOException | GeneralSecurityException e) {
            throw new GeneralSecurityException("it cannot be decrypted: is the passphrase right?", e);
        }
    }
}
