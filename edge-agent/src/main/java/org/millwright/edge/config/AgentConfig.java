package org.millwright.edge.config;

import java.nio.file.Path;
import java.util.List;
import org.millwright.edge.signal.SitePath;

/**
 * The whole configuration file, checked: every name in it that refers to another part refers to one that exists.
 *
 * @param data folder for what the agent keeps (certificates, journal, embedded store); absolute
 */
public record AgentConfig(
        SitePath site,
        Path data,
        List<SourceConfig> sources,
        List<InspectionConfig> inspections,
        List<PrognosisConfig> prognoses,
        List<ConditionConfig> conditions,
        List<VibrationConfig> vibrations,
        List<DiagnosisConfig> diagnoses,
        AdviceConfig advice,
        List<AllowedOutput> allowedOutputs,
        JournalConfig journal,
        StoreConfig store,
        WebConfig web,
        ModelsConfig models,
        PicturesConfig pictures) {

    public AgentConfig {
        sources = List.copyOf(sources);
        inspections = List.copyOf(inspections);
        prognoses = List.copyOf(prognoses);
        conditions = List.copyOf(conditions);
        vibrations = List.copyOf(vibrations);
        diagnoses = List.copyOf(diagnoses);
        allowedOutputs = List.copyOf(allowedOutputs);
    }
}
