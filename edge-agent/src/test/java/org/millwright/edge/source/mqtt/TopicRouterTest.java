package org.millwright.edge.source.mqtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.millwright.edge.source.mqtt.TestingPlant.plain;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.millwright.edge.signal.ValueType;
import org.millwright.edge.source.NamedFaults;

class TopicRouterTest {

    private final NamedFaults faults = new NamedFaults("meters", InstantSource.system());

    private TopicRouter router(String... topics) {
        return new TopicRouter(
                java.util.Arrays.stream(topics)
                        .map(topic -> plain("power", ValueType.NUMBER, topic))
                        .toList(),
                3,
                faults);
    }

    @ParameterizedTest
    @CsvSource({
        "a/b, a/b, true",
        "a/b, a/c, false",
        "a/b, a/b/c, false",
        "a/b, a, false",
        "a/+, a/b, true",
        "a/+, a, false",
        "a/#, a/b/c, true",
        "a/#, a, true",
        "{machine}/x, m/x, true",
        "a//b, a//b, true"
    })
    void topicsMatchAsMqttSays(String configured, String topic, boolean matches) {
        assertThat(router(configured).targets(topic).isEmpty()).isEqualTo(!matches);
    }

    @Test
    void thePlaceholderNamesTheMachineAndIsSubscribedAsOneLevel() {
        TopicRouter router = router("plant/{machine}/power");
        assertThat(router.filters()).containsExactly("plant/+/power");
        assertThat(router.targets("plant/meter-9/power")).singleElement().satisfies(target -> {
            assertThat(target.signal().machine().name()).isEqualTo("meter-9");
            assertThat(target.signal().machine().kind()).isEqualTo("meter");
            assertThat(target.signal().machine().path()).isEqualTo(TestingPlant.SITE);
        });
    }

    @Test
    void machinesBeyondTheLimitAreCountedAndTheKnownOnesGoOn() {
        TopicRouter router = router("plant/{machine}/power");
        for (int machine = 1; machine <= 5; machine++) {
            router.targets("plant/m" + machine + "/power");
        }
        assertThat(faults.counts()).isEqualTo(Map.of("too-many-machines", 2L));
        assertThat(router.targets("plant/m3/power")).hasSize(1);
        assertThat(router.targets("plant/m4/power")).isEmpty();
        assertThat(faults.recent()).singleElement().asString().contains("machine m4", "3 that one source may have");
    }

    @Test
    void aMachineNameThatIsNoneIsRefused() {
        TopicRouter router = router("plant/{machine}/power");
        List.of("plant//power", "plant/a\nb/power", "plant/" + "x".repeat(101) + "/power")
                .forEach(topic -> assertThat(router.targets(topic)).isEmpty());
        assertThat(faults.counts()).isEqualTo(Map.of("bad-machine-name", 3L));
    }
}
