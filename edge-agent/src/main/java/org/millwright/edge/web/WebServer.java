package org.millwright.edge.web;

import static java.util.Objects.requireNonNull;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import java.net.BindException;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.millwright.edge.config.WebConfig;

/**
 * Serves the live page, {@code /api/status}, {@code /health} and {@code /metrics}.
 *
 * <p>{@link #start} returns when the port listens. The status supplier is called by worker threads, one at a time and at
 * most four times a second however many look. Only models and labels can be
 * changed, and machines be learned anew, by who passes the {@link Gate}.
 */
public final class WebServer implements AutoCloseable {

    private static final int START_SECONDS = 20;
    private static final int STOP_SECONDS = 5;
    private static final int IDLE_SECONDS = 60;
    private static final int LONGEST_REQUEST_LINE = 2_048;

    private final WebConfig config;
    private final Supplier<AgentStatus> status;
    private final Supplier<List<AgentStatus.AccountState>> accounts;
    private final LastParts parts;
    private final Optional<StationAccess> stations;
    private final Optional<MachineAccess> machines;
    private @Nullable Vertx vertx;
    private @Nullable HttpServer server;

    /** Without models and kept pictures. */
    public WebServer(
            WebConfig config,
            Supplier<AgentStatus> status,
            Supplier<List<AgentStatus.AccountState>> accounts,
            LastParts parts) {
        this(config, status, accounts, parts, Optional.empty());
    }

    /**
     * @param accounts the ledger in full, for who asks for it
     * @param stations models and kept pictures
     */
    public WebServer(
            WebConfig config,
            Supplier<AgentStatus> status,
            Supplier<List<AgentStatus.AccountState>> accounts,
            LastParts parts,
            Optional<StationAccess> stations) {
        this(config, status, accounts, parts, stations, Optional.empty());
    }

    /** With watched machines as well. */
    public WebServer(
            WebConfig config,
            Supplier<AgentStatus> status,
            Supplier<List<AgentStatus.AccountState>> accounts,
            LastParts parts,
            Optional<StationAccess> stations,
            Optional<MachineAccess> machines) {
        this.stations = stations;
        this.machines = machines;
        this.config = requireNonNull(config, "config is null");
        this.status = requireNonNull(status, "status is null");
        this.accounts = requireNonNull(accounts, "accounts is null");
        this.parts = requireNonNull(parts, "parts is null");
    }

    /** @throws WebException in one sentence, when the port is taken or the host is not this machine's */
    public void start() {
        Vertx own = Vertx.vertx(new VertxOptions()
                .setEventLoopPoolSize(1)
                .setWorkerPoolSize(2)
                .setInternalBlockingPoolSize(1)
                .setFileSystemOptions(
                        new FileSystemOptions().setFileCachingEnabled(false).setClassPathResolvingEnabled(false)));
        HttpServer http = own.createHttpServer(new HttpServerOptions()
                .setCompressionSupported(true)
                .setIdleTimeout(IDLE_SECONDS)
                .setMaxInitialLineLength(LONGEST_REQUEST_LINE));
        vertx = own;
        try {
            server = http.requestHandler(new Routes(own, config, status, parts, accounts, stations, machines).router())
                    .listen(config.port(), config.host())
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(START_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            close();
            throw failure(e.getCause() == null ? e : e.getCause());
        } catch (TimeoutException e) {
            close();
            throw failure(e);
        } catch (InterruptedException e) {
            close();
            Thread.currentThread().interrupt();
            throw failure(e);
        }
    }

    private WebException failure(Throwable cause) {
        String where = "The page cannot listen on " + config.host() + ":" + config.port();
        String message = cause.getMessage() == null ? cause.toString() : cause.getMessage();
        if (cause instanceof BindException && message.contains("in use")) {
            return new WebException(
                    where + ": the port is taken; stop what uses it or set web.port to another one or 0.", cause);
        }
        return new WebException(where + ": " + message + "; check web.host and web.port.", cause);
    }

    /** The port that listens; another one than the configured one where that is 0. */
    public int port() {
        return requireNonNull(server, "the web server is not started").actualPort();
    }

    /** Where a browser finds the page. */
    public URI address() {
        String host = switch (config.host()) {
            case "0.0.0.0", "::", "[::]" -> "127.0.0.1";
            default -> config.host();
        };
        return URI.create("http://" + (host.contains(":") && !host.startsWith("[") ? "[" + host + "]" : host) + ":"
                + port() + "/");
    }

    /** Ends the server and its threads; waits a few seconds at most. */
    @Override
    public void close() {
        Vertx running = vertx;
        vertx = null;
        if (running == null) {
            return;
        }
        try {
            running.close().toCompletionStage().toCompletableFuture().get(STOP_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException _) {
            // The process is about to end, or the start failed and says so itself.
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
