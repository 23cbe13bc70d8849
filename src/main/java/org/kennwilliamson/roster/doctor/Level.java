package org.kennwilliamson.roster.doctor;

import io.quarkus.runtime.annotations.RegisterForReflection;

/** How serious a finding is: as it should be, weaker than it could be, or broken. */
@RegisterForReflection
enum Level {
    OK,
    WARN,
    FAIL
}
