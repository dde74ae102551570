package org.millwright.edge.source.opcua;

import java.util.ArrayList;
import java.util.List;
import org.eclipse.milo.opcua.stack.core.encoding.EncodingContext;
import org.eclipse.milo.opcua.stack.core.types.builtin.ExtensionObject;
import org.eclipse.milo.opcua.stack.core.types.builtin.StatusCode;
import org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.UInteger;
import org.eclipse.milo.opcua.stack.core.types.structured.DataChangeNotification;
import org.eclipse.milo.opcua.stack.core.types.structured.MonitoredItemNotification;
import org.eclipse.milo.opcua.stack.core.types.structured.NotificationMessage;
import org.eclipse.milo.opcua.stack.core.types.structured.PublishResponse;
import org.eclipse.milo.opcua.stack.core.types.structured.RepublishResponse;
import org.eclipse.milo.opcua.stack.core.types.structured.StatusChangeNotification;

/**
 * One message of a subscription, decoded.
 *
 * @param keepAlive true when it says nothing but that the subscription lives
 * @param publishedNanos when the server made it, by its clock
 * @param complete false when the server had more to say at that moment and says it in the next message
 * @param retained true when the server says that it can send the message again
 * @param changes mostly one array
 * @param statuses mostly none
 * @param unreadable how many parts of it could not be decoded
 */
record Message(
        long number,
        boolean keepAlive,
        long publishedNanos,
        boolean complete,
        boolean retained,
        List<MonitoredItemNotification[]> changes,
        List<StatusCode> statuses,
        int unreadable) {

    /** As the answer to a request to publish. */
    static Message of(PublishResponse response, EncodingContext context) {
        UInteger[] available = response.getAvailableSequenceNumbers();
        NotificationMessage message = response.getNotificationMessage();
        // Mostly it is the only one, or the newest and last.
        boolean retained = false;
        for (int i = available == null ? -1 : available.length - 1; i >= 0 && !retained; i--) {
            retained = available[i].equals(message.getSequenceNumber());
        }
        return of(message, !Boolean.TRUE.equals(response.getMoreNotifications()), retained, context);
    }

    /** As the answer to a request to send it again; whether there was more to say at its time is not known. */
    static Message of(RepublishResponse response, EncodingContext context) {
        return of(response.getNotificationMessage(), false, true, context);
    }

    private static Message of(
            NotificationMessage message, boolean complete, boolean retained, EncodingContext context) {
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
                complete,
                retained,
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
