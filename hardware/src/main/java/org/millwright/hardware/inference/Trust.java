package org.millwright.hardware.inference;

import java.nio.file.Path;
import java.security.PublicKey;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Whose bundles may be used.
 *
 * @param keys by their id
 * @param signatureRequired whether a bundle without a signature of one of them is refused
 */
public record Trust(Map<String, PublicKey> keys, boolean signatureRequired) {

    /** Any bundle that is whole. */
    public static final Trust ANYONE = new Trust(Map.of(), false);

    /** How a bundle stands. */
    public sealed interface Standing {

        /** Signed by a key that is trusted. */
        record Trusted(String keyId) implements Standing {}

        /** Signed by a key that nobody here knows. */
        record UnknownKey(String keyId) implements Standing {}

        record Unsigned() implements Standing {}

        /** In words. */
        default String inWords() {
            return switch (this) {
                case Trusted(String keyId) -> "signed with the trusted key " + keyId;
                case UnknownKey(String keyId) -> "signed with key " + keyId + ", which is not trusted";
                case Unsigned() -> "not signed";
            };
        }
    }

    public Trust {
        keys = Map.copyOf(keys);
    }

    /**
     * Reads public keys in PEM.
     *
     * @throws ModelException naming the file that holds none
     */
    public static Trust of(List<Path> keyFiles, boolean signatureRequired) {
        Map<String, PublicKey> keys = new LinkedHashMap<>();
        for (Path file : keyFiles) {
            PublicKey key = KeyFiles.readPublic(file);
            keys.put(KeyFiles.id(key), key);
        }
        return new Trust(keys, signatureRequired);
    }

    /**
     * Checks a bundle's signature.
     *
     * @throws ModelException when it is signed and the signature is not of its manifest, or when it needs a signature of a
     *     trusted key and has none; the message names the bundle and the remedy
     */
    public Standing check(ModelBundle bundle) {
        Standing standing = standing(bundle, BundleSignature.read(bundle.directory()));
        if (signatureRequired && !(standing instanceof Standing.Trusted)) {
            throw new ModelException(bundle + " is " + standing.inWords()
                    + ", and require-signature is on; sign it with: millwright model sign, or add the signer's public"
                    + " key to trusted-keys");
        }
        return standing;
    }

    private Standing standing(ModelBundle bundle, Optional<BundleSignature> found) {
        if (found.isEmpty()) {
            return new Standing.Unsigned();
        }
        BundleSignature signature = found.get();
        PublicKey key = keys.get(signature.keyId());
        if (key == null) {
            return new Standing.UnknownKey(signature.keyId());
        }
        if (!signature.isOf(BundleSignature.manifest(bundle), key)) {
            throw new ModelException(bundle + ": the signature does not fit the manifest (hash " + bundle.hash()
                    + "): one of them was changed; restore the folder from where it came");
        }
        return new Standing.Trusted(signature.keyId());
    }
}
