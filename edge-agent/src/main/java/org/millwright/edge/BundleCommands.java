package org.millwright.edge;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.util.List;
import java.util.concurrent.Callable;
import org.millwright.edge.models.ModelStoreException;
import org.millwright.hardware.inference.BundleSignature;
import org.millwright.hardware.inference.FastestNetwork;
import org.millwright.hardware.inference.KeyFiles;
import org.millwright.hardware.inference.ModelBundle;
import org.millwright.hardware.inference.ModelException;
import org.millwright.hardware.inference.Network;
import org.millwright.hardware.inference.Trust;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Commands about a bundle by itself: no agent, no configuration. */
abstract class BundleCommands {

    private static final int REFUSED = 1;

    final PrintStream out;
    final PrintStream err;

    BundleCommands(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    @Command(
            name = "keys",
            description = "Makes a pair of keys: FILE (private) and FILE.pub.",
            mixinStandardHelpOptions = true)
    int keys(@Parameters(paramLabel = "FILE", description = "A file that is not there yet.") Path file) {
        return run(() -> {
            Path publicFile = file.resolveSibling(file.getFileName() + ".pub");
            if (Files.exists(file) || Files.exists(publicFile)) {
                throw new ModelStoreException(file + " or " + publicFile + " is there already; name another file");
            }
            KeyPair keys = KeyFiles.generate();
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(file, KeyFiles.pem(keys.getPrivate()));
            Files.writeString(publicFile, KeyFiles.pem(keys.getPublic()));
            out.println("key " + KeyFiles.id(keys.getPublic()) + ": keep " + file + " secret, and name " + publicFile
                    + " in models.trusted-keys");
            return 0;
        });
    }

    @Command(name = "sign", description = "Signs a bundle.", mixinStandardHelpOptions = true)
    int sign(
            @Parameters(paramLabel = "BUNDLE", description = "The folder of a bundle.") Path bundle,
            @Option(names = "--key", required = true, description = "Private key in PEM; FILE.pub lies beside it.")
                    Path key) {
        return run(() -> {
            BundleSignature made = BundleSignature.sign(
                    bundle,
                    KeyFiles.readPrivate(key),
                    KeyFiles.readPublic(key.resolveSibling(key.getFileName() + ".pub")));
            out.println(bundle + ": signed with key " + made.keyId());
            return 0;
        });
    }

    @Command(
            name = "verify",
            description = "Checks files, signature and golden samples of a bundle on this machine.",
            mixinStandardHelpOptions = true)
    int verify(
            @Parameters(paramLabel = "BUNDLE", description = "The folder of a bundle.") Path folder,
            @Option(names = "--key", description = "Public key in PEM that has to have signed it.") List<Path> keys) {
        return run(() -> {
            ModelBundle bundle = ModelBundle.read(folder);
            Trust trust = Trust.of(keys == null ? List.of() : keys, keys != null);
            out.println(folder + ": " + bundle.name() + " version " + bundle.version() + ", hash " + bundle.hash());
            out.println("files: all " + bundle.files().size() + " as listed");
            out.println("signature: " + trust.check(bundle).inWords());
            out.println("golden samples: " + proof(bundle));
            return 0;
        });
    }

    /** What is wrong with a bundle or a folder ends the command with one sentence. */
    final int run(Callable<Integer> action) {
        try {
            return action.call();
        } catch (ModelStoreException | ModelException e) {
            err.println("millwright model: " + e.getMessage());
            return REFUSED;
        } catch (IOException | UncheckedIOException e) {
            err.println("millwright model: " + e);
            return REFUSED;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static String proof(ModelBundle bundle) {
        FastestNetwork fastest = FastestNetwork.open(bundle, 1);
        try (Network network = fastest.network()) {
            return "all " + network.bundle().golden().size() + " give what was recorded at training"
                    + (bundle.variants().isEmpty()
                            ? ""
                            : "; runs in " + fastest.choice().inWords());
        }
    }
}
