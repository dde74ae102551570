package org.millwright.edge.source.mqtt;

/** OPC UA status codes (OPC 10000-6, annex A) that say what MQTT and Sparkplug say in other words. */
final class StatusCodes {

    static final int GOOD = 0;

    /** The value is as it was sent; when it was true is not known. */
    static final int UNCERTAIN = 0x4000_0000;

    /** A retained value without a time of its own: it was right once, and nobody says when. */
    static final int UNCERTAIN_LAST_USABLE_VALUE = 0x4090_0000;

    /** The edge node or device is gone: there is no value, which nobody can mistake for a measurement. */
    static final int BAD_NO_COMMUNICATION = 0x8031_0000;

    private StatusCodes() {}
}
