package org.kennwilliamson.roster.doctor;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * What one check has found.
 *
 * @param name of the check, always the same
 * @param message shows no secret
 * @param remedy what to do about it; null where all is well
 */
@RegisterForReflection
record Finding(String name, Level level, String message, String remedy) {}
