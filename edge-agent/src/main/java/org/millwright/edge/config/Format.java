package org.millwright.edge.config;

import java.util.function.Function;

/**
 * How the text of one kind of value is read.
 *
 * @param remedy what to write instead, for a value that is missing or wrong
 * @param standIn taken for a missing or wrong value, so that reading can go on to the next problem; never reaches a
 *     configuration that is used
 */
record Format<T>(String remedy, T standIn, Function<String, Parsed<T>> parse) {

    Format<T> remedy(String other) {
        return new Format<>(other, standIn, parse);
    }

    <R> Format<R> then(R otherStandIn, Function<T, Parsed<R>> next) {
        return new Format<>(remedy, otherStandIn, text -> parse.apply(text).then(next));
    }

    <R> Format<R> map(Function<T, R> change) {
        return then(change.apply(standIn), value -> new Parsed.Ok<>(change.apply(value)));
    }
}
