package org.millwright.hardware.inference;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Ed25519 keys as PEM files, as OpenSSL writes them: {@code openssl genpkey -algorithm ed25519}. */
public final class KeyFiles {

    static final String ALGORITHM = "Ed25519";

    private static final Pattern PEM =
            Pattern.compile("-----BEGIN ([A-Z ]+)-----([A-Za-z0-9+/=\\s]+)-----END \\1-----");
    private static final int ID_LENGTH = 16;

    private KeyFiles() {}

    /** @throws ModelException naming the file and the remedy */
    public static PublicKey readPublic(Path file) {
        byte[] encoded = pem(file, "PUBLIC KEY", "openssl pkey -in KEY.pem -pubout");
        try {
            return factory().generatePublic(new X509EncodedKeySpec(encoded));
        } catch (GeneralSecurityException e) {
            throw wrong(file, "public", e);
        }
    }

    /** @throws ModelException naming the file and the remedy */
    public static PrivateKey readPrivate(Path file) {
        byte[] encoded = pem(file, "PRIVATE KEY", "openssl genpkey -algorithm ed25519");
        try {
            return factory().generatePrivate(new PKCS8EncodedKeySpec(encoded));
        } catch (GeneralSecurityException e) {
            throw wrong(file, "private", e);
        }
    }

    /** A new pair; draws from the system's source of randomness. */
    public static KeyPair generate() {
        try {
            return KeyPairGenerator.getInstance(ALGORITHM).generateKeyPair();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Java has Ed25519 since 15", e);
        }
    }

    /** As a PEM file holds it. */
    public static String pem(PublicKey key) {
        return pem("PUBLIC KEY", key.getEncoded());
    }

    /** As a PEM file holds it, not encrypted. */
    public static String pem(PrivateKey key) {
        return pem("PRIVATE KEY", key.getEncoded());
    }

    /** What a signature names its key by: the first 16 digits of the SHA-256 of the public key. */
    public static String id(PublicKey key) {
        return Sha256.hex(key.getEncoded()).substring(0, ID_LENGTH);
    }

    private static String pem(String what, byte[] encoded) {
        return "-----BEGIN " + what + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(encoded) + "\n-----END " + what
                + "-----\n";
    }

    private static byte[] pem(Path file, String what, String remedy) {
        String text;
        try {
            text = Files.readString(file, US_ASCII);
        } catch (IOException e) {
            throw new ModelException("key file " + file + " cannot be read: " + e, e);
        }
        Matcher match = PEM.matcher(text);
        if (!match.find() || !match.group(1).equals(what)) {
            throw new ModelException(
                    "key file " + file + " holds no " + what + " in PEM; make one such as with: " + remedy);
        }
        return Base64.getMimeDecoder().decode(match.group(2));
    }

    private static KeyFactory factory() throws NoSuchAlgorithmException {
        return KeyFactory.getInstance(ALGORITHM);
    }

    private static ModelException wrong(Path file, String what, GeneralSecurityException e) {
        return new ModelException("key file " + file + " is no " + what + " Ed25519 key: " + e.getMessage(), e);
    }
}
