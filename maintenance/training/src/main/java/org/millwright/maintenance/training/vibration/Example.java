package org.millwright.maintenance.training.vibration;

import org.millwright.maintenance.vibration.Waveform;

/** One window of a recording. */
record Example(Recording recording, Waveform waveform) {

    Condition condition() {
        return recording.condition();
    }
}
