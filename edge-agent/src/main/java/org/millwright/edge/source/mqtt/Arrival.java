package org.millwright.edge.source.mqtt;

/**
 * A message as it came in.
 *
 * @param late the broker kept it for us while we were away
 * @param nanos when it came (epoch nanoseconds)
 */
record Arrival(Message message, boolean late, long nanos) {

    String topic() {
        return message.topic();
    }

    byte[] payload() {
        return message.payload();
    }

    /** The status of a value that has no time of its own and gets that of its arrival. */
    int untimedStatus() {
        if (late) {
            return StatusCodes.UNCERTAIN;
        }
        return message.retained() ? StatusCodes.UNCERTAIN_LAST_USABLE_VALUE : StatusCodes.GOOD;
    }
}
