package org.millwright.edge.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

final class DiskReportTest {

    private static final DiskState FULL = disk(OptionalLong.of(0));
    private static final DiskState UNKNOWN = disk(OptionalLong.empty());

    private static DiskState disk(OptionalLong freeBytes) {
        return new DiskState(freeBytes, 2L << 30, List.of(), Optional.empty());
    }

    private static String metrics(DiskState disk) {
        MetricFamilies metrics = new MetricFamilies();
        DiskReport.metrics(metrics, disk);
        return metrics.text();
    }

    @Test
    void aFullDiskHasZeroBytesFree() {
        JsonObject read = new JsonObject(DiskReport.json(FULL).encode());
        assertThat(read.getLong("freeBytes")).isZero();
        assertThat(metrics(FULL)).contains("millwright_store_disk_free_bytes 0.0");
    }

    @Test
    void freeSpaceThatNobodyLookedAtIsNotZeroButUnknown() {
        JsonObject read = new JsonObject(DiskReport.json(UNKNOWN).encode());
        assertThat(read.containsKey("freeBytes")).isTrue();
        assertThat(read.getLong("freeBytes")).isNull();
        assertThat(metrics(UNKNOWN))
                .doesNotContain("millwright_store_disk_free_bytes")
                .contains("millwright_store_disk_floor_bytes");
    }
}
