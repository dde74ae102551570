package org.millwright.edge.inference;

/**
 * A model as a {@link Seat} holds it: open, or the reason why there is none. NOT thread safe; it may be handed from the thread
 * that loads it to the one that runs it.
 */
public interface SeatedModel extends AutoCloseable {

    /** The bundle's hash; empty where there is no model. */
    String hash();

    /** Why there is no model; empty where there is one. */
    String fault();

    /** Why it may be late; empty before {@link #warmUp}, and when it is fast enough. */
    String slowness();

    /** In which precision the network runs here, and why; empty where there is no model, or only one precision of it. */
    String precision();

    /** Runs it where nobody sees it, so that the first answer comes as quickly as the thousandth. */
    void warmUp();

    @Override
    void close();
}
