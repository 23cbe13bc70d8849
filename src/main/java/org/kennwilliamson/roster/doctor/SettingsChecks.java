package org.kennwilliamson.roster.doctor;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import org.kennwilliamson.roster.backup.BackupInspection;
import org.kennwilliamson.roster.migration.SchemaInspection;
import org.kennwilliamson.roster.platform.config.InvalidSettingException;
import org.kennwilliamson.roster.platform.config.SettingsValidator;
import org.kennwilliamson.roster.platform.config.Variables;
import org.kennwilliamson.roster.platform.database.DatabaseSettings;
import org.kennwilliamson.roster.platform.http.ClientAddresses;

/** Whether the variables are valid: the service would not start with an invalid one. */
final class SettingsChecks {

    private final Variables variables;

    SettingsChecks(Variables variables) {
        this.variables = variables;
    }

    List<Check> all() {
        return List.of(new Check("settings", this::settings));
    }

    private Finding settings() {
        Set<String> faults = new LinkedHashSet<>();
        faults.addAll(SettingsValidator.faults(variables));
        for (Runnable reading : List.<Runnable>of(
                () -> DatabaseSettings.from(variables),
                () -> SchemaInspection.requireValid(variables),
                () -> BackupInspection.of(variables),
                () -> ClientAddresses.requireValid(variables))) {
            try {
                reading.run();
            } catch (InvalidSettingException e) {
                faults.add(e.getMessage());
            }
        }
        return faults.isEmpty()
                ? Finding.ok("every variable is valid")
                : Finding.fail(
                        String.join("; ", faults), "docs/configuration.md lists the variables and what each may be");
    }
}
