package org.kennwilliamson.roster.migration;

import java.util.List;

import io.quarkus.flyway.runtime.QuarkusFlywayClassProvider;
import io.quarkus.flyway.runtime.QuarkusFlywayResourceProvider;
import io.quarkus.flyway.runtime.QuarkusPathLocationScanner;
import io.quarkus.runtime.ImageMode;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;

/** The scripts that are in this program, for a Flyway that Quarkus doesn't create: that of the commands. */
final class MigrationScripts {

    private static final String LOCATION = "classpath:db/migration";

    private MigrationScripts() {}

    /** A Flyway with these scripts, not configured otherwise. */
    static FluentConfiguration known() {
        FluentConfiguration flyway = Flyway.configure().locations(LOCATION);
        return ImageMode.current() == ImageMode.JVM ? flyway : listed(flyway);
    }

    /**
     * Has Flyway read them from the list that Quarkus wrote when the program was built: a native image has files but no
     * directories, so Flyway's own search finds nothing there.
     */
    static FluentConfiguration listed(FluentConfiguration flyway) {
        QuarkusPathLocationScanner list = new QuarkusPathLocationScanner(flyway, List.of(flyway.getLocations()));
        return flyway.resourceProvider(new QuarkusFlywayResourceProvider(list.scanForResources()))
                .javaMigrationClassProvider(new QuarkusFlywayClassProvider<>(list.scanForClasses()));
    }
}
