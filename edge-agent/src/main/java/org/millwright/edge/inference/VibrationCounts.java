package org.millwright.edge.inference;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.millwright.edge.config.VibrationConfig;
import org.millwright.edge.signal.Vibration;
import org.millwright.edge.signal.Vibration.Diagnosis;
import org.millwright.edge.waveform.NewestRecordings;

/** Counts what became of one channel's waveforms. Any thread. */
final class VibrationCounts {

    private final Map<String, Long> answers = new HashMap<>();
    private final Map<String, Long> uncertain = new HashMap<>();
    private long repeated;
    private @Nullable Vibration last;
    private @Nullable Vibration lastAnswer;

    synchronized void answered(Vibration vibration) {
        answers.merge(vibration.diagnosis().name().toLowerCase(Locale.ROOT), 1L, Long::sum);
        last = vibration;
        if (vibration.diagnosis() == Diagnosis.UNCERTAIN) {
            uncertain.merge(vibration.cause(), 1L, Long::sum);
        } else {
            lastAnswer = vibration;
        }
    }

    synchronized void repeated() {
        repeated++;
    }

    synchronized VibrationStatus status(VibrationConfig config, NewestRecordings recordings) {
        NewestRecordings.Counts counts = recordings.counts(config.channel());
        long answered = answers.values().stream().mapToLong(Long::longValue).sum();
        Map<String, Long> dropped = new HashMap<>();
        if (counts.overtaken() > 0) {
            dropped.put("overtaken", counts.overtaken());
        }
        if (repeated > 0) {
            dropped.put("repeated", repeated);
        }
        return new VibrationStatus(
                config.channel(),
                config.part(),
                counts.received(),
                answers,
                uncertain,
                dropped,
                counts.lostAtSource(),
                counts.received() - answered - repeated - counts.overtaken(),
                Optional.ofNullable(last),
                Optional.ofNullable(lastAnswer));
    }
}
