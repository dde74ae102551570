package org.millwright.hardware.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.millwright.hardware.inference.Trust.Standing;

/** Who may bring a bundle to this gateway. */
final class TrustTest {

    private static final KeyPair PLANT = KeyFiles.generate();
    private static final KeyPair STRANGER = KeyFiles.generate();

    @TempDir
    Path folder;

    private TinyBundle bundle;
    private Path plantKey;

    @BeforeEach
    void copy() throws IOException {
        bundle = TinyBundle.copyTo(folder.resolve("bundle"));
        plantKey = Files.writeString(folder.resolve("plant.pub"), KeyFiles.pem(PLANT.getPublic()));
    }

    private Trust trust(boolean required) {
        return Trust.of(List.of(plantKey), required);
    }

    private void sign(KeyPair keys) {
        BundleSignature.sign(bundle.folder(), keys.getPrivate(), keys.getPublic());
    }

    private Standing check(boolean required) {
        return trust(required).check(ModelBundle.read(bundle.folder()));
    }

    @Test
    void aBundleSignedWithATrustedKeyIsTrusted() {
        sign(PLANT);
        assertThat(check(true)).isEqualTo(new Standing.Trusted(KeyFiles.id(PLANT.getPublic())));
    }

    @Test
    void keysAreReadAsTheyAreWritten() throws IOException {
        Path key = Files.writeString(folder.resolve("plant.key"), KeyFiles.pem(PLANT.getPrivate()));
        assertThat(KeyFiles.readPrivate(key)).isEqualTo(PLANT.getPrivate());
        assertThat(KeyFiles.readPublic(plantKey)).isEqualTo(PLANT.getPublic());
        assertThatThrownBy(() -> KeyFiles.readPublic(key))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("PUBLIC KEY")
                .hasMessageContaining(key.toString());
    }

    @Test
    void anUnsignedBundleIsRefusedOnlyWhereASignatureIsRequired() {
        assertThat(check(false)).isEqualTo(new Standing.Unsigned());
        assertThatThrownBy(() -> check(true))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("not signed")
                .hasMessageContaining("model sign")
                .hasMessageContaining(bundle.folder().toString());
    }

    @Test
    void aStrangersSignatureIsAsGoodAsNone() {
        sign(STRANGER);
        assertThat(check(false)).isEqualTo(new Standing.UnknownKey(KeyFiles.id(STRANGER.getPublic())));
        assertThatThrownBy(() -> check(true)).hasMessageContaining("not trusted");
    }

    @Test
    void aBundleThatWasChangedAfterItWasSignedIsAlwaysRefused() throws IOException {
        sign(PLANT);
        bundle.rewrite(manifest -> manifest.put("version", "2"));
        assertThatThrownBy(() -> check(false))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("does not fit the manifest");
    }

    @Test
    void aSignatureThatIsNoneIsNamed() throws IOException {
        bundle.write(
                BundleSignature.FILE,
                "{\"algorithm\":\"Ed25519\",\"key\":\"x\",\"signature\":\"*\"}"
                        .getBytes(java.nio.charset.StandardCharsets.UTF_8));
        assertThatThrownBy(() -> check(false))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("signature.json");
    }

    @Test
    void keysThatAreNoPairSignNothing() {
        assertThatThrownBy(() -> BundleSignature.sign(bundle.folder(), PLANT.getPrivate(), STRANGER.getPublic()))
                .hasMessageContaining("no pair");
        assertThat(bundle.folder().resolve(BundleSignature.FILE)).doesNotExist();
    }
}
