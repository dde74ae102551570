package org.millwright.edge.source.opcua;

import java.util.ArrayList;
import java.util.List;
import org.eclipse.milo.opcua.stack.core.encoding.EncodingContext;
import org.eclipse.milo.opcua.stack.core.types.builtin.ExtensionObject;
import org.eclipse.milo.opcua.stack.core.types.builtin.StatusCode;
import org.eclipse.milo.opcua.stack.core.types.structured.DataChangeNotification;
import org.eclipse.milo.opcua.stack.core.types.structured.MonitoredItemNotification;
import org.eclipse.milo.opcua.stack.core.types.structured.NotificationMessage;
import org.eclipse.milo.opcua.stack.core.types.structured.StatusChangeNotification;

/**
 * One message of a subscription, decoded.
 *
 * @param keepAlive true when it says nothing but that the subscription lives
 * @param publishedNanos when the server made it, by its clock
 * @param complete false when the server had more to say at that moment and says it in the next message
 * @param changes mostly one array
 * @param statuses mostly none
 * @param unreadable how many parts of it could not be decoded
 */
record Message(
        long number,
        boolean keepAlive,
        long publishedNanos,
        boolean complete,
        List<MonitoredItemNotification[]> changes,
        List<StatusCode> statuses,
        int unreadable) {

    static Message of(NotificationMessage message, boolean moreNotifications, EncodingContext context) {
        ExtensionObject[] parts = message.getNotificationData();
        boolean keepAlive = parts == null || parts.length == 0;
        List<MonitoredItemNotification[]> changes = new ArrayList<>(1);
        List<StatusCode> statuses = new ArrayList<>(0);
        int unreadable = 0;
        for (int i = 0; !keepAlive && i < parts.length; i++) {
            try {
                switch (parts[i].decode(context)) {
                    case DataChangeNotification data
                    when data.getMonitoredItems() != null -> changes.add(data.getMonitoredItems());
                    case StatusChangeNotification status -> statuses.add(status.getStatus());
                    default -> {
                        // Events: nobody asked for any.
                    }
                }
            } catch (RuntimeException e) {
                unreadable++;
            }
        }
        return new Message(
                message.getSequenceNumber().longValue(),
                keepAlive,
                Times.nanos(message.getPublishTime(), null),
                !moreNotifications,
                changes,
                statuses,
                unreadable);
    }

    int values() {
        int count = 0;
        for (MonitoredItemNotification[] part : changes) {
            count += part.length;
        }
        return count;
    }
}
