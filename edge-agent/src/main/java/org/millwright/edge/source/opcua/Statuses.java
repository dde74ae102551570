package org.millwright.edge.source.opcua;

import java.util.Locale;
import org.eclipse.milo.opcua.stack.core.StatusCodes;

/** OPC UA status codes in words and bits (OPC 10000-4, 7.39). */
final class Statuses {

    private static final int INFO_TYPE = 0xC00;
    private static final int INFO_TYPE_DATA_VALUE = 0x400;
    private static final int OVERFLOW = 0x80;

    private Statuses() {}

    /** True when the server's queue of this item was full and a value before or after this one is lost. */
    static boolean isOverflow(int statusCode) {
        return (statusCode & (INFO_TYPE | OVERFLOW)) == (INFO_TYPE_DATA_VALUE | OVERFLOW);
    }

    /** Such as {@code Bad_NodeIdUnknown}, or the number where it has no name. */
    static String name(long statusCode) {
        long code = statusCode & 0xFFFF_0000L;
        if (code == 0) {
            return "Good";
        }
        return StatusCodes.lookup(code)
                .map(words -> words[0])
                .orElseGet(() -> String.format(Locale.ROOT, "0x%08X", statusCode & 0xFFFF_FFFFL));
    }

    /** True where the server does not have such a service at all. */
    static boolean isUnsupported(long statusCode) {
        return statusCode == StatusCodes.Bad_ServiceUnsupported
                || statusCode == StatusCodes.Bad_NotImplemented
                || statusCode == StatusCodes.Bad_HistoryOperationUnsupported;
    }

    /** True where not what was asked for is at fault, but the session or channel in which it was. */
    static boolean isOfSession(long statusCode) {
        return statusCode == StatusCodes.Bad_SessionIdInvalid
                || statusCode == StatusCodes.Bad_SessionClosed
                || statusCode == StatusCodes.Bad_SessionNotActivated
                || statusCode == StatusCodes.Bad_SecureChannelIdInvalid
                || statusCode == StatusCodes.Bad_SecureChannelClosed;
    }

    /** True where the server has no room for another client. */
    static boolean isFull(long statusCode) {
        return statusCode == StatusCodes.Bad_TooManySessions
                || statusCode == StatusCodes.Bad_MaxConnectionsReached
                || statusCode == StatusCodes.Bad_TcpNotEnoughResources;
    }
}
