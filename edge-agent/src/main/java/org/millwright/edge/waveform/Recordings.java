package org.millwright.edge.waveform;

import org.millwright.edge.signal.Channel;

/** Where sources put waveforms. Any thread; returns at once. */
public interface Recordings {

    /** For sources that have no channel. */
    Recordings NONE = new Recordings() {
        @Override
        public void take(Recording recording) {}

        @Override
        public void lostAtSource(Channel channel) {}
    };

    void take(Recording recording);

    /** The source says that it had more than it could keep: one at least is gone. */
    void lostAtSource(Channel channel);
}
