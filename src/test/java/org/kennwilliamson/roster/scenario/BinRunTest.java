package org.kennwilliamson.roster.scenario;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** What {@code bin/run} says while it builds, with scripts in the place of Maven and of the program that it makes. */
class BinRunTest {

    private static final String DOWNLOADS = """
            echo '[INFO] Downloading from central: https://repo.example.org/one.jar'
            echo '[INFO] Downloaded from central: https://repo.example.org/one.jar (10 kB at 13 kB/s)'
            echo '[INFO] Downloading from central: https://repo.example.org/two.jar'
            echo '[INFO] Downloaded from central: https://repo.example.org/two.jar (10 kB at 13 kB/s)'
            """;
    private static final String BUILDS = DOWNLOADS + """
            echo '[INFO] Compiling 318 source files with javac [debug parameters release 17] to target/embedded/classes'
            echo '[INFO] --- quarkus-maven-plugin:3.33.2:build (default-build) @ roster ---'
            mkdir -p target/embedded-app
            touch target/embedded-app/quarkus-run.jar
            """;

    @TempDir
    private Path folder;

    @BeforeEach
    void aCheckout() throws IOException {
        for (String name : List.of("bin/run", "bin/lib.sh", "pom.xml")) {
            Path copy = folder.resolve(name);
            Files.createDirectories(copy.getParent());
            Files.copy(Path.of(name), copy);
        }
        Files.createDirectories(folder.resolve("src/main"));
        Files.createDirectories(folder.resolve("src/embedded"));
        for (String name : List.of("psql", "pg_dump", "pg_restore")) {
            program(name, "echo '" + name + " (PostgreSQL) 15.8'");
        }
        program("javac", "echo javac 17.0.15");
        program("java", "echo \"run: $*\"");
        maven(BUILDS);
    }

    @Test
    void eachStepIsTold() throws IOException, InterruptedException {
        Said said = run("bin/run");

        assertThat(said.code()).as(said.errors()).isZero();
        assertThat(said.errors().lines().map(line -> line.replaceAll("\\d+ s\\b", "N s")
                        .strip()))
                .containsExactly(
                        "Checking that a JDK, Maven and PostgreSQL's client programs are there",
                        "Building Roster",
                        "The first time, Maven downloads about 1400 files for that, 290 MB",
                        "N s  Reading the build",
                        "N s  Downloading libraries (0 so far)",
                        "N s  Compiling",
                        "N s  Packaging",
                        "Built Roster in N s",
                        "Starting PostgreSQL and Roster");
    }

    @Test
    void downloadsAreCounted() throws IOException, InterruptedException {
        String eachLine = "source bin/lib.sh; every=0; mvn package | follow target/run.log Reading";
        Files.createDirectory(folder.resolve("target"));

        assertThat(run(eachLine).errors())
                .contains("Downloading libraries (1 so far)", "Downloading libraries (2 so far)");
    }

    @Test
    void whatACommandPrintsIsAloneOnStandardOutput() throws IOException, InterruptedException {
        String result = "run: -jar target/embedded-app/quarkus-run.jar doctor --json\n";
        assertThat(run("bin/run doctor --json").output()).isEqualTo(result);

        assertThat(run("bin/run doctor --json"))
                .as("now that there is nothing to build")
                .isEqualTo(new Said(0, result, ""));
    }

    @Test
    void aCommandsStandardInputIsNotMavens() throws IOException, InterruptedException {
        maven("cat\n" + BUILDS);
        program("java", "cat");

        assertThat(run("echo a-long-secret | bin/run user password --password-stdin")
                        .output())
                .isEqualTo("a-long-secret\n");
    }

    @Test
    void aBuildThatFailsShowsAllOfMavensErrorsAndWhereTheRestIs() throws IOException, InterruptedException {
        maven(DOWNLOADS + """
                printf '\\033[0m'
                echo '[WARNING] /src/Main.java:[3,8] [deprecation] Old in Main has been deprecated'
                echo '[INFO] 1 warning'
                echo '[ERROR] /src/Main.java:[5,9] cannot find symbol'
                echo '  symbol:   class Lost'
                echo '[INFO] BUILD FAILURE'
                echo '[ERROR] Failed to execute goal'
                exit 1
                """);
        Said said = run("bin/run doctor");

        assertThat(said.code()).isEqualTo(1);
        assertThat(said.output()).isEmpty();
        assertThat(said.errors()).doesNotContain("INFO", "\u001B").contains("""
                [WARNING] /src/Main.java:[3,8] [deprecation] Old in Main has been deprecated
                [ERROR] /src/Main.java:[5,9] cannot find symbol
                  symbol:   class Lost
                [ERROR] Failed to execute goal
                Roster could not be built, see above. All that Maven said is in target/run.log""");
        assertThat(folder.resolve("target/run.log")).content().contains("one.jar", "[INFO] BUILD FAILURE");
    }

    @Test
    void aMavenThatDoesNotEvenStartIsHeardToo() throws IOException, InterruptedException {
        maven("printf 'Error: Could not create the Java Virtual Machine.' >&2; exit 1");

        assertThat(run("bin/run").errors()).contains("Could not create the Java Virtual Machine.", "target/run.log");
    }

    @Test
    void aTerminalShowsOneLineThatIsWrittenOver() throws IOException, InterruptedException {
        Said said = run("script -qec bin/run /dev/null");

        assertThat(said.output())
                .contains("\r   0 s  Reading the build", "Built Roster in ", "run: -jar")
                .doesNotContain("\u001B", "INFO");
    }

    private record Said(int code, String output, String errors) {}

    private Said run(String line) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder("bash", "-c", line).directory(folder.toFile());
        builder.environment().keySet().removeAll(List.of("JAVA_HOME", "PG_BIN_DIR"));
        builder.environment().putAll(Map.of("PATH", folder + ":" + System.getenv("PATH"), "SHELL", "/bin/sh"));
        Path errors = Files.createTempFile(folder, "errors", ".txt");
        Process bash = builder.redirectError(errors.toFile()).start();
        bash.getOutputStream().close();
        String output = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Said(bash.waitFor(), output, Files.readString(errors));
    }

    private void maven(String packages) throws IOException {
        program("mvn", "[ \"$1\" = -v ] && exec echo Apache Maven 3.9.9\n" + packages);
    }

    private void program(String name, String script) throws IOException {
        Path file = folder.resolve(name);
        Files.writeString(file, "#!/bin/bash\n" + script + "\n");
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }
}
