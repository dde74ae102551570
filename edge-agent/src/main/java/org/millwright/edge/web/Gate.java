package org.millwright.edge.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.http.HttpServerRequest;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.Set;
import org.millwright.edge.config.Secret;
import org.millwright.edge.config.WebConfig;

/**
 * Who may change something: who sends the token, where there is one; else who is on this machine, and then with a header
 * that no page elsewhere can make a browser send.
 */
record Gate(WebConfig config) {

    static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost", "::1", "[::1]");
    private static final String HEADER = "X-Millwright";
    private static final String BEARER = "Bearer ";

    /** Why the request is refused; empty when it may go on. */
    Optional<Answer> refusal(HttpServerRequest request) {
        String given = request.getHeader(HEADER);
        if (given == null) {
            return Optional.of(Answer.error(
                    403,
                    "changes need the header " + HEADER + ": 1, so that no page elsewhere can make a browser do it"));
        }
        if (config.token().isEmpty()) {
            return LOOPBACK.contains(config.host())
                    ? Optional.empty()
                    : Optional.of(Answer.error(
                            403,
                            "changes are allowed on this machine only; set web.token-env or web.token-file to allow them"
                                    + " to who has the token"));
        }
        String authorization = request.getHeader("Authorization");
        return authorization != null
                        && authorization.startsWith(BEARER)
                        && same(
                                authorization.substring(BEARER.length()),
                                config.token().get())
                ? Optional.empty()
                : Optional.of(
                        Answer.error(401, "changes need the header Authorization: Bearer TOKEN, the one of web.token"));
    }

    /** In a time that does not tell how much of it was right. */
    private static boolean same(String given, Secret token) {
        return MessageDigest.isEqual(given.getBytes(UTF_8), token.reveal().getBytes(UTF_8));
    }
}
