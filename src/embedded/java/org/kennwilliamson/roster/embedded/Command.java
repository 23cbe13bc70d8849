package org.kennwilliamson.roster.embedded;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** A program run to its end. Secrets go in by the environment or by standard input, which no process list shows. */
record Command(List<String> line, Map<String, String> environment, String input) {
    Command(List<String> line) {
        this(line, Map.of(), "");
    }

    record Result(int status, String output) {
        boolean succeeded() {
            return status == 0;
        }
    }

    /** Gives what it printed; throws with it if it failed. */
    String run() {
        Result result = attempt();
        if (!result.succeeded()) {
            throw new EmbeddedServerException(program() + " failed: " + result.output());
        }
        return result.output();
    }

    /** A program that isn't there counts as failed. */
    Result attempt() {
        ProcessBuilder builder = new ProcessBuilder(line).redirectErrorStream(true);
        // An inherited PGOPTIONS, PGSERVICE or PGHOST would lead psql elsewhere; a locale would translate its messages.
        builder.environment().keySet().removeIf(name -> name.startsWith("PG"));
        builder.environment().put("LC_ALL", "C");
        builder.environment().putAll(environment);
        try {
            return finish(builder.start());
        } catch (IOException e) {
            return new Result(127, e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EmbeddedServerException("interrupted while running " + program(), e);
        }
    }

    private Result finish(Process process) throws IOException, InterruptedException {
        try (var stdin = process.outputWriter(StandardCharsets.UTF_8)) {
            stdin.write(input);
        } catch (IOException e) {
            // It ended without reading: its exit status and output say why.
        }
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        return new Result(process.waitFor(), output);
    }

    private String program() {
        return line.stream()
                .filter(word -> word.contains("/"))
                .findFirst()
                .map(path -> path.substring(path.lastIndexOf('/') + 1))
                .orElse(line.get(0));
    }
}
