package org.millwright.edge.inference;

/** A model that runs beside the one that decides. What it says is stored and counted; nothing acts on it. NOT thread safe. */
interface Trial<D extends Decided> extends AutoCloseable {

    String hash();

    Comparison comparison();

    /**
     * Judges what the live model has decided; returns why the trial should end, empty when it goes on.
     *
     * @throws InterruptedException while it waits for room in the journal
     */
    String judge(D decided) throws InterruptedException;

    @Override
    void close();
}
