package org.kennwilliamson.roster.platform.config;

import io.quarkus.runtime.configuration.ConfigurationException;

/** A variable that Roster can't work with: ends the start with its message, one line, as all that is printed. */
public final class InvalidSettingException extends ConfigurationException {

    private static final long serialVersionUID = 1L;

    /** @param message names the variable and the remedy, and never shows a secret */
    public InvalidSettingException(String message) {
        super(message);
    }
}
