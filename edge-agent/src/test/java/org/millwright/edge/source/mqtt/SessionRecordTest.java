package org.millwright.edge.source.mqtt;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SessionRecordTest {

    @Test
    void itIsReadAsItWasWritten() {
        SessionRecord record = new SessionRecord(1_767_225_600_123_456_789L, List.of("a/+/b", "Länge/#"));
        assertThat(SessionRecord.of(record.bytes())).contains(record);
        SessionRecord empty = new SessionRecord(-1, List.of());
        assertThat(SessionRecord.of(empty.bytes())).contains(empty);
        assertThat(record.without(List.of("a/+/b", "c"))).containsExactly("Länge/#");
    }

    @Test
    void whatIsNoneIsNone() {
        assertThat(SessionRecord.of(new byte[0])).isEmpty();
        assertThat(SessionRecord.of("noon\na".getBytes(UTF_8))).isEmpty();
    }
}
