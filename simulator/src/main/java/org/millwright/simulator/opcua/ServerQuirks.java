package org.millwright.simulator.opcua;

import java.time.Duration;

/**
 * What makes real servers hard to live with. 0 everywhere is a server without any of it.
 *
 * @param sessions at most at a time
 * @param subscriptions at most a session
 * @param itemsPerSession monitored items at most
 * @param itemsPerSubscription monitored items at most; enforced, and not told to clients in advance
 * @param itemsPerCall monitored items at most in one CreateMonitoredItems; told and enforced
 * @param nodesPerCall nodes at most in one Read, Write, Browse, HistoryRead or TranslateBrowsePaths; told and enforced
 * @param queue longest queue of a monitored item; what clients ask for is revised down to it
 * @param tokenLifetime of a secure channel at most, so that clients renew it often
 * @param namespacesBefore namespaces registered before the plant's, as after a PLC download: the plant's index shifts
 * @param firstSubscription id of the process's first subscription. A server process counts from 1, so one that was
 *     restarted gives out the same ids again; this is for one that does not
 */
public record ServerQuirks(
        int sessions,
        int subscriptions,
        int itemsPerSession,
        int itemsPerSubscription,
        int itemsPerCall,
        int nodesPerCall,
        int queue,
        Duration tokenLifetime,
        int namespacesBefore,
        long firstSubscription) {

    public static final ServerQuirks NONE = new ServerQuirks(0, 0, 0, 0, 0, 0, 0, Duration.ZERO, 0, 0);

    public ServerQuirks {
        notNegative("sessions", sessions);
        notNegative("subscriptions", subscriptions);
        notNegative("items a session", itemsPerSession);
        notNegative("items a subscription", itemsPerSubscription);
        notNegative("items a call", itemsPerCall);
        notNegative("nodes a call", nodesPerCall);
        notNegative("queue", queue);
        notNegative("namespaces before", namespacesBefore);
        notNegative("first subscription", firstSubscription);
        notNegative("token lifetime", tokenLifetime.toMillis());
    }

    private static void notNegative(String name, long value) {
        if (value < 0) {
            throw new IllegalArgumentException(name + " " + value + ": must be 0 (no limit) or more");
        }
    }
}
