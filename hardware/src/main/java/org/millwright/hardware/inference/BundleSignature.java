package org.millwright.hardware.inference;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;

/**
 * The signature of a bundle: Ed25519 (RFC 8032) over the bytes of its manifest, which holds the hashes of all the rest.
 *
 * @param keyId see {@link KeyFiles#id}
 */
@SuppressWarnings("ArrayRecordComponent") // Compared by nobody.
public record BundleSignature(String keyId, byte[] signature) {

    /** The file beside the manifest. */
    public static final String FILE = "signature.json";

    /** Empty where the bundle has none. */
    static Optional<BundleSignature> read(Path bundle) {
        Path file = bundle.resolve(FILE);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            Section section = new Section(
                    FILE + " of " + bundle + ":",
                    JsonMapper.builder().build().readValue(Files.readAllBytes(file), new TypeReference<>() {}));
            if (!section.text("algorithm").equals(KeyFiles.ALGORITHM)) {
                throw new ModelException(section.where() + " algorithm \"" + section.text("algorithm")
                        + "\" is not known; only " + KeyFiles.ALGORITHM + " is");
            }
            return Optional.of(
                    new BundleSignature(section.text("key"), Base64.getDecoder().decode(section.text("signature"))));
        } catch (JacksonException | IllegalArgumentException e) {
            throw new ModelException(file + " is damaged: " + e.getMessage() + "; sign the bundle again", e);
        } catch (IOException e) {
            throw new ModelException(file + " cannot be read: " + e, e);
        }
    }

    /**
     * Signs a bundle that is whole, and writes the signature into its folder, over one that is there.
     *
     * @param publicKey of the same pair; what it signs is verified with it before it is written
     * @throws ModelException when the bundle is not whole, the keys are no pair, or the folder cannot be written
     */
    public static BundleSignature sign(Path bundle, PrivateKey key, PublicKey publicKey) {
        byte[] manifest = manifest(ModelBundle.read(bundle));
        try {
            Signature signer = Signature.getInstance(KeyFiles.ALGORITHM);
            signer.initSign(key);
            signer.update(manifest);
            BundleSignature made = new BundleSignature(KeyFiles.id(publicKey), signer.sign());
            if (!made.isOf(manifest, publicKey)) {
                throw new ModelException("the two keys are no pair; give the public key of the private one");
            }
            Files.write(
                    bundle.resolve(FILE),
                    JsonMapper.builder()
                            .build()
                            .writerWithDefaultPrettyPrinter()
                            .writeValueAsBytes(Map.of(
                                    "algorithm",
                                    KeyFiles.ALGORITHM,
                                    "key",
                                    made.keyId,
                                    "signature",
                                    Base64.getEncoder().encodeToString(made.signature))));
            return made;
        } catch (GeneralSecurityException e) {
            throw new ModelException("model bundle " + bundle + " cannot be signed: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new ModelException("the signature of model bundle " + bundle + " cannot be written: " + e, e);
        }
    }

    boolean isOf(byte[] manifest, PublicKey key) {
        try {
            Signature verifier = Signature.getInstance(KeyFiles.ALGORITHM);
            verifier.initVerify(key);
            verifier.update(manifest);
            return verifier.verify(signature);
        } catch (GeneralSecurityException e) {
            return false; // Of a wrong length, or no signature at all.
        }
    }

    /** The bytes that the bundle was read from; what was changed since is refused. */
    static byte[] manifest(ModelBundle bundle) {
        Path file = bundle.directory().resolve(ModelBundle.MANIFEST);
        try {
            byte[] manifest = Files.readAllBytes(file);
            if (!Sha256.hex(manifest).equals(bundle.hash())) {
                throw new ModelException(bundle + ": " + ModelBundle.MANIFEST + " changed while it was read");
            }
            return manifest;
        } catch (IOException e) {
            throw new ModelException(file + " cannot be read: " + e, e);
        }
    }
}
