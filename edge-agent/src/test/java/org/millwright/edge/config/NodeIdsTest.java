package org.millwright.edge.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.millwright.edge.config.OpcUaSourceConfig.NodeAddress.ById;

class NodeIdsTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            i=2258                                     | i=2258
            ns=0;i=2258                                | i=2258
            ns=2;i=0005                                | ns=2;i=5
            ns=2;i=4294967295                          | ns=2;i=4294967295
            ns=65535;s=a                               | ns=65535;s=a
            nsu=http://opcfoundation.org/UA/;i=85      | i=85
            nsu=urn:plc;s=Presse.Öltemperatur          | nsu=urn:plc;s=Presse.Öltemperatur
            nsu=urn:plc;s="DB 1"."温度"                 | nsu=urn:plc;s="DB 1"."温度"
            nsu=urn:plc;s=a;b=c                        | nsu=urn:plc;s=a;b=c
            nsu=urn:a%3Bb;s=x                          | nsu=urn:a%3Bb;s=x
            g=09087e75-8e5e-499b-954f-f2a9603db28a     | g=09087e75-8e5e-499b-954f-f2a9603db28a
            ns=1;b=M/RbKBsRVkePCePcx24oRA==            | ns=1;b=M/RbKBsRVkePCePcx24oRA==
            """)
    void nodeIdsAreReadAsInPartSix(String text, String canonical) {
        assertThat(NodeIds.parse(text)).isEqualTo(new Parsed.Ok<>(canonical));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x",
                "i=",
                "i=-1",
                "i=4294967296",
                "i=1.5",
                "s=",
                "ns=2",
                "ns=2;",
                "ns=-1;i=1",
                "ns=65536;i=1",
                "ns=x;i=1",
                "nsu=;i=1",
                "nsu=urn:plc",
                "nsu=urn:plc;Press",
                "g=123",
                "b=*",
                "b=",
                "svr=1;i=1",
                "S=x"
            })
    void whatIsNotANodeIdIsRefused(String text) {
        assertThat(NodeIds.parse(text)).isInstanceOf(Parsed.Wrong.class);
    }

    @Property
    void everyStringIsAValidStringIdentifier(@ForAll @StringLength(min = 1, max = 200) String text) {
        String id = "nsu=urn:plc;s=x" + text + "x";
        assertThat(NodeIds.parse(id)).isEqualTo(new Parsed.Ok<>(id));
    }

    @Test
    void aPrefixIsPutInFrontOfWhatDoesNotNameItsNamespace() {
        var format = NodeIds.format("nsu=urn:plc;s=Press.");
        assertThat(format.parse().apply("Oil")).isEqualTo(new Parsed.Ok<>(new ById("nsu=urn:plc;s=Press.Oil")));
        assertThat(format.parse().apply("ns=3;i=7")).isEqualTo(new Parsed.Ok<>(new ById("ns=3;i=7")));
    }

    @Test
    void browsePathsAreSplitAtSlashesThatAreNotEscaped() {
        assertThat(NodeIds.path().parse().apply("Line/Press/Force&/Time"))
                .isEqualTo(new Parsed.Ok<>(List.of("Line", "Press", "Force/Time")));
        assertThat(NodeIds.path().parse().apply("Objects/Line")).isEqualTo(new Parsed.Ok<>(List.of("Line")));
        assertThat(NodeIds.path().parse().apply("Line//x")).isInstanceOf(Parsed.Wrong.class);
    }
}
