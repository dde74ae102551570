package org.millwright.simulator.opcua;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.milo.opcua.sdk.server.OpcUaServerConfig;
import org.eclipse.milo.opcua.sdk.server.identity.AnonymousIdentityValidator;
import org.eclipse.milo.opcua.sdk.server.identity.CompositeValidator;
import org.eclipse.milo.opcua.sdk.server.identity.IdentityValidator;
import org.eclipse.milo.opcua.sdk.server.identity.UsernameIdentityValidator;
import org.eclipse.milo.opcua.sdk.server.identity.X509IdentityValidator;
import org.eclipse.milo.opcua.stack.core.types.structured.UserTokenPolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Who may enter: {@code operator} with the password, holders of a certificate in {@code users/}, or, if allowed, anyone. */
final class Logins {

    static final String USER = "operator";

    private static final Logger log = LoggerFactory.getLogger(Logins.class);

    private final ServerSettings settings;
    private final Path userCertificates;

    Logins(ServerSettings settings) throws IOException {
        this.settings = settings;
        this.userCertificates = Files.createDirectories(settings.dataFolder().resolve("users"));
    }

    UserTokenPolicy[] policies() {
        List<UserTokenPolicy> policies = new ArrayList<>();
        policies.add(OpcUaServerConfig.USER_TOKEN_POLICY_X509);
        if (settings.password() != null) {
            policies.add(OpcUaServerConfig.USER_TOKEN_POLICY_USERNAME);
        }
        if (settings.anonymous()) {
            policies.add(OpcUaServerConfig.USER_TOKEN_POLICY_ANONYMOUS);
        }
        return policies.toArray(UserTokenPolicy[]::new);
    }

    IdentityValidator validator() {
        List<IdentityValidator> validators = new ArrayList<>();
        validators.add(new X509IdentityValidator(this::known));
        String password = settings.password();
        if (password != null) {
            validators.add(new UsernameIdentityValidator(login -> USER.equals(login.getUsername())
                    && MessageDigest.isEqual(login.getPassword().getBytes(UTF_8), password.getBytes(UTF_8))));
        }
        if (settings.anonymous()) {
            validators.add(AnonymousIdentityValidator.INSTANCE);
        }
        return new CompositeValidator(validators.toArray(IdentityValidator[]::new));
    }

    /** Read at each login, which is seldom: a certificate that is added or removed counts at once. */
    private boolean known(X509Certificate user) {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(userCertificates)) {
            for (Path file : files) {
                if (isOf(user, file)) {
                    return true;
                }
            }
        } catch (IOException e) {
            log.warn("users' certificates in {} cannot be read: {}", userCertificates, e.toString());
        }
        return false;
    }

    /** A file that is no certificate keeps out nobody whose own is beside it. */
    private static boolean isOf(X509Certificate user, Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return user.equals(CertificateFactory.getInstance("X.509").generateCertificate(in));
        } catch (IOException | CertificateException e) {
            log.warn("{} is not a certificate (DER or PEM): {}", file, e.toString());
            return false;
        }
    }
}
