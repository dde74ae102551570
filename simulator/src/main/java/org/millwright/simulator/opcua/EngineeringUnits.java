package org.millwright.simulator.opcua;

import java.util.Map;
import org.eclipse.milo.opcua.stack.core.types.builtin.LocalizedText;
import org.eclipse.milo.opcua.stack.core.types.structured.EUInformation;

/** The plant's units by their UNECE Recommendation 20 codes (OPC 10000-8, 5.6.3). */
final class EngineeringUnits {

    private static final String NAMESPACE = "http://www.opcfoundation.org/UA/units/un/cefact";

    private static final Map<String, String> UNECE_CODES = Map.ofEntries(
            Map.entry("degC", "CEL"),
            Map.entry("bar", "BAR"),
            Map.entry("mm", "MMT"),
            Map.entry("kN", "B47"),
            Map.entry("A", "AMP"),
            Map.entry("deg", "DD"),
            Map.entry("N.m", "NU"),
            Map.entry("kg", "KGM"),
            Map.entry("h", "HUR"),
            Map.entry("1/min", "RPM"),
            Map.entry("%", "P1"),
            Map.entry("mm/s", "C16"),
            Map.entry("kW", "KWT"),
            Map.entry("mm/min", "H81"),
            Map.entry("m/s", "MTS"),
            Map.entry("m/s2", "MSK"));

    private EngineeringUnits() {}

    static EUInformation of(String unit) {
        String code = UNECE_CODES.get(unit);
        if (code == null) {
            throw new IllegalArgumentException(
                    "unit '" + unit + "' has no UNECE code here; known: " + UNECE_CODES.keySet());
        }
        LocalizedText shown = LocalizedText.english(unit);
        return new EUInformation(NAMESPACE, unitId(code), shown, shown);
    }

    /** The code's characters as one number, first character highest. */
    private static int unitId(String code) {
        int id = 0;
        for (int i = 0; i < code.length(); i++) {
            id = id << 8 | code.charAt(i);
        }
        return id;
    }
}
