package org.millwright.edge.bus;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

/**
 * Hands every published item to every subscription, without ever blocking the publisher.
 *
 * <p>Any thread may publish: vendor threads do. A subscription that has no room drops by its own policy and counts it;
 * the others are not affected.
 */
public final class Bus<T> {

    private final CopyOnWriteArrayList<Subscription<T>> subscriptions = new CopyOnWriteArrayList<>();

    /** The new subscription sees what is published from now on. */
    public Subscription<T> subscribe(String name, int capacity, Overflow overflow) {
        return subscribe(name, capacity, overflow, item -> true);
    }

    /** For a subscriber that wants few of many; {@code wanted} runs on publishing threads and must be quick. */
    public Subscription<T> subscribe(String name, int capacity, Overflow overflow, Predicate<? super T> wanted) {
        Subscription<T> subscription = new Subscription<>(name, capacity, overflow, wanted);
        subscriptions.add(subscription);
        return subscription;
    }

    public void publish(T item) {
        publishAll(List.of(item));
    }

    /** One lock per subscription for the whole list, so batches stay cheap at 100,000 items a second. */
    public void publishAll(List<? extends T> items) {
        for (Subscription<T> subscription : subscriptions) {
            subscription.offer(items);
        }
    }

    public List<Subscription<T>> subscriptions() {
        return List.copyOf(subscriptions);
    }

    /** Wakes every waiting subscriber; what is queued can still be taken, what comes later is counted as dropped. */
    public void close() {
        subscriptions.forEach(Subscription::close);
    }
}
