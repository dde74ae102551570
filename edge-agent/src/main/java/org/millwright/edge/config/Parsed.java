package org.millwright.edge.config;

import java.util.function.Function;

/** What came of reading one piece of text. */
sealed interface Parsed<T> {

    record Ok<T>(T value) implements Parsed<T> {}

    /** {@code fault} says what is wrong and the limit; an empty {@code remedy} means the one of the {@link Format}. */
    record Wrong<T>(String fault, String remedy) implements Parsed<T> {}

    static <T> Parsed<T> wrong(String fault) {
        return new Wrong<>(fault, "");
    }

    default <R> Parsed<R> then(Function<T, Parsed<R>> next) {
        return switch (this) {
            case Ok<T>(T value) -> next.apply(value);
            case Wrong<T>(String fault, String remedy) -> new Wrong<>(fault, remedy);
        };
    }
}
