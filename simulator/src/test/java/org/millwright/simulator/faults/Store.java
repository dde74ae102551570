package org.millwright.simulator.faults;

import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import java.util.SortedMap;

/** The store under trial, asked as a data team would ask it. */
interface Store extends AutoCloseable {

    /** What the store says about a signal: its rows, its different numbers, the least and the greatest of them. */
    record Summary(long rows, long distinct, long least, long greatest) {}

    void start() throws IOException, InterruptedException;

    /** The store's section of the agent's configuration. */
    String section();

    SortedMap<String, Summary> summaries(String table) throws IOException, InterruptedException;

    /** Of a table that may not be there yet. */
    long rows(String table) throws IOException, InterruptedException;

    /** Every number of a signal, in order, repetitions included. */
    long[] numbers(String table, String signal) throws IOException, InterruptedException;

    /** Rows of {@code loss} that were written beside the data: how many readings, by reason. */
    Map<String, Long> losses() throws IOException, InterruptedException;

    /** Whether a row of {@code loss} of this reason says that something between the two times is missing. */
    boolean tellsOfLoss(String reason, Instant from, Instant to) throws IOException, InterruptedException;

    /** Notices of a kind that were written beside the data since then. */
    long notices(String kind, Instant since) throws IOException, InterruptedException;

    @Override
    void close();
}
