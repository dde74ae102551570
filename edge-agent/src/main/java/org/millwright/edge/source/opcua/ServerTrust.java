package org.millwright.edge.source.opcua;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.milo.opcua.stack.core.StatusCodes;
import org.eclipse.milo.opcua.stack.core.UaException;
import org.eclipse.milo.opcua.stack.core.security.CertificateValidator;
import org.eclipse.milo.opcua.stack.core.util.validation.CertificateValidationUtil;
import org.eclipse.milo.opcua.stack.core.util.validation.ValidationCheck;
import org.jspecify.annotations.Nullable;
import org.millwright.edge.config.OpcUaSourceConfig.Trust;

/**
 * Says whether a server is who it should be.
 *
 * <p>A certificate that a person put into {@code trusted} itself is the server's whatever host name it carries; one that
 * is merely signed by a trusted issuer must also carry the host and the application URI we asked for. Both must be in
 * their time of validity.
 */
final class ServerTrust implements CertificateValidator {

    private final String source;
    private final Pki pki;
    private final Trust trust;
    private volatile @Nullable String refusal;

    ServerTrust(String source, Pki pki, Trust trust) {
        this.source = source;
        this.pki = pki;
        this.trust = trust;
    }

    /** Why a certificate was turned away since this was last asked, with the remedy. */
    Optional<String> takeRefusal() {
        Optional<String> taken = Optional.ofNullable(refusal);
        refusal = null;
        return taken;
    }

    @Override
    public void validateCertificateChain(
            List<X509Certificate> chain, @Nullable String applicationUri, String @Nullable [] hostNames)
            throws UaException {
        X509Certificate certificate = chain.getFirst();
        List<X509Certificate> trusted = pki.trustedCertificates();
        boolean pinned = trusted.contains(certificate);
        if (!pinned && trust == Trust.FIRST_USE) {
            trustFirstUse(certificate);
            trusted = pki.trustedCertificates();
            pinned = true;
        }
        try {
            check(chain, trusted);
            if (!pinned) {
                checkNames(certificate, applicationUri, hostNames);
            }
        } catch (UaException e) {
            throw refuse(e.getStatusCode().value(), sentence(certificate, e));
        }
    }

    private static void check(List<X509Certificate> chain, List<X509Certificate> trusted) throws UaException {
        var path = CertificateValidationUtil.buildTrustedCertPath(chain, trusted, List.of());
        CertificateValidationUtil.validateTrustedCertPath(
                path.getCertPath(), path.getTrustAnchor(), List.of(), Set.of(ValidationCheck.VALIDITY), false);
    }

    private static void checkNames(
            X509Certificate certificate, @Nullable String applicationUri, String @Nullable [] hostNames)
            throws UaException {
        if (applicationUri != null) {
            CertificateValidationUtil.checkApplicationUri(certificate, applicationUri);
        }
        if (hostNames != null) {
            CertificateValidationUtil.checkHostnameOrIpAddress(certificate, hostNames);
        }
    }

    private void trustFirstUse(X509Certificate certificate) throws UaException {
        Path file = pki.firstUse(source);
        if (Files.exists(file)) {
            throw refuse(
                    StatusCodes.Bad_CertificateUntrusted,
                    "the server's certificate (" + describe(certificate) + ") is not the one that was trusted at the"
                            + " first contact: if it was renewed on purpose, delete " + file);
        }
        pki.trust(file, certificate);
    }

    private String sentence(X509Certificate certificate, UaException e) {
        long code = e.getStatusCode().value();
        if (code == StatusCodes.Bad_CertificateTimeInvalid) {
            return "the server's certificate (" + describe(certificate) + ") is valid from "
                    + certificate.getNotBefore().toInstant() + " to "
                    + certificate.getNotAfter().toInstant()
                    + ": renew it on the server, and check the clocks of both sides";
        }
        Path file = pki.reject(source, certificate);
        if (code == StatusCodes.Bad_CertificateHostNameInvalid || code == StatusCodes.Bad_CertificateUriInvalid) {
            return "the server's certificate (" + describe(certificate) + ") is signed by a trusted issuer but made for"
                    + " another host or application (" + Statuses.name(code) + "): correct the endpoint, or move "
                    + file + " to " + pki.trusted();
        }
        return "the server's certificate (" + describe(certificate)
                + ") is not trusted: if its thumbprint is the one the" + " server shows, move " + file + " to "
                + pki.trusted();
    }

    private UaException refuse(long code, String sentence) {
        refusal = sentence;
        return new UaException(code, sentence);
    }

    private static String describe(X509Certificate certificate) {
        return certificate.getSubjectX500Principal().getName() + ", SHA-256 " + Pki.thumbprint(certificate);
    }
}
