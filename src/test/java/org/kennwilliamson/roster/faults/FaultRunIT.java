package org.kennwilliamson.roster.faults;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Nothing acknowledged is lost, whatever goes wrong: a minute of it here, all of it by {@code mvn verify -Pfaults}. The
 * seed of a run, which its report names, decides again what befalls it, in which order and for how long:
 * {@code -Dfaults.seed=N}. What meets what in which moment is another each time.
 */
@Tag("program")
class FaultRunIT {

    @Test
    void nothingThatWasAcknowledgedIsLost() throws Exception {
        long seed = Long.getLong("faults.seed", new Random().nextInt(1_000_000));
        Duration length =
                Duration.ofSeconds((long) (Double.parseDouble(System.getProperty("faults.minutes", "0")) * 60));
        Path folder = Files.createDirectories(Path.of("target", "faults"));
        System.out.println("-Dfaults.seed=" + seed);

        Report report = new FaultRun(Files.createTempDirectory(folder, "run-"), seed, length).run();

        Files.writeString(folder.resolve("report.md"), report.text());
        assertThat(report.failures()).as(report.text()).isEmpty();
    }
}
