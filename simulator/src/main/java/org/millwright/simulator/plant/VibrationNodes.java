package org.millwright.simulator.plant;

import java.time.Instant;
import org.millwright.simulator.line.Accelerometer;
import org.millwright.simulator.line.Spindle;
import org.millwright.simulator.opcua.DataType;
import org.millwright.simulator.opcua.Folder;
import org.millwright.simulator.opcua.Stamp;
import org.millwright.simulator.opcua.Variable;
import org.millwright.simulator.opcua.VariableSpec;

/**
 * The spindle's vibration: a waveform as one array, its source time the end of the recording, and its sampling rate beside
 * it. NOT thread safe: used on the thread that steps the line.
 */
final class VibrationNodes {

    private final Accelerometer accelerometer;
    private final Variable waveform;
    private final Variable rate;

    VibrationNodes(Folder folder, Spindle spindle, Accelerometer accelerometer) {
        this.accelerometer = accelerometer;
        this.waveform = folder.variable(new VariableSpec(
                spindle.name() + ".VibrationWaveform",
                "VibrationWaveform",
                DataType.FLOATS,
                Accelerometer.UNIT,
                0,
                0,
                false));
        this.rate = folder.variable(VariableSpec.readOnly(
                spindle.name() + ".VibrationSamplingRate", "VibrationSamplingRate", DataType.DOUBLE));
    }

    /** Records and shows; what was recorded, in m/s². */
    float[] push(Instant sourceTime) {
        float[] samples = accelerometer.record();
        Float[] boxed = new Float[samples.length];
        for (int i = 0; i < samples.length; i++) {
            boxed[i] = samples[i];
        }
        Stamp stamp = Stamp.of(sourceTime);
        rate.push(Accelerometer.RATE_HERTZ, stamp);
        waveform.push(boxed, stamp);
        return samples;
    }
}
