package org.kennwilliamson.roster.backup.config;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

import org.kennwilliamson.roster.platform.config.Variables;

/** Gives the service the settings that commands read for themselves. */
class BackupConfiguration {

    @Produces
    @Singleton
    BackupSettings settings(Variables variables) {
        return BackupSettings.from(name -> variables.verbatim(name).orElse(null));
    }
}
