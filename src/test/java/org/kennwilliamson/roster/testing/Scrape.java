package org.kennwilliamson.roster.testing;

import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import static io.restassured.RestAssured.given;

/**
 * What Prometheus gets of the Roster under test.
 *
 * @param text a sample a line, between comments
 */
public record Scrape(String text) {

    private static final Pattern NAME = Pattern.compile("^([a-z][a-zA-Z0-9_]*)[{ ]", Pattern.MULTILINE);

    /** The metrics as they are now. */
    public static Scrape at(int managementPort) {
        return new Scrape(given().noFilters()
                .port(managementPort)
                .get("/q/metrics")
                .then()
                .statusCode(200)
                .extract()
                .asString());
    }

    /** The names of all samples. */
    public Set<String> names() {
        return NAME.matcher(text).results().map(name -> name.group(1)).collect(Collectors.toSet());
    }

    /** The value of the sample with this name and these labels, as they stand there; 0 if there is none. */
    public double value(String sample) {
        return text.lines()
                .filter(line -> line.startsWith(sample + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(sample.length())))
                .findAny()
                .orElse(0);
    }
}
