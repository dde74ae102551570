package org.millwright.edge.bench;

/** The benchmark cannot go on; the message is one sentence for a person. */
final class BenchException extends RuntimeException {

    BenchException(String message) {
        super(message);
    }

    BenchException(String message, Throwable cause) {
        super(message, cause);
    }
}
