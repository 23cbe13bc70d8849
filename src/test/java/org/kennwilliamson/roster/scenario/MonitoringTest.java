package org.kennwilliamson.roster.scenario;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.kennwilliamson.roster.platform.text.Sha256;
import org.kennwilliamson.roster.testing.ApiTest;
import org.kennwilliamson.roster.testing.Person;
import org.kennwilliamson.roster.testing.Scrape;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.kennwilliamson.roster.testing.Api.get;

/** What is asked of Prometheus, by alerts and on the dashboard, a running Roster tells, and docs/monitoring.md explains. */
@QuarkusTest
class MonitoringTest extends ApiTest {

    private static final Path RULES = Path.of("deploy", "prometheus", "roster.rules.yml");
    private static final Path DASHBOARD = Path.of("deploy", "grafana", "roster.json");
    private static final Path PICTURE = Path.of("docs", "dashboard.png");
    private static final Path PAGE = Path.of("docs", "monitoring.md");

    private static final Pattern METRIC =
            Pattern.compile("\\b(?:roster|http|sql|jvm|process|system)_[a-zA-Z0-9_]+(?=[\\s{\\[()\",`]|$)");

    /** The one label of a query that must be there as it is written. */
    private static final Pattern LABEL = Pattern.compile("\\b(?:uri|le|area)=\\\\?\"([^\"\\\\]+)\\\\?\"");

    private static final Pattern RUNBOOK = Pattern.compile("runbook: docs/(\\S+)");
    private static final Pattern ALERT = Pattern.compile("alert: (\\w+)");
    private static final Pattern EXPRESSION =
            Pattern.compile("^ +expr: (?:\\|\\n)?(.*?)^ +(?:for|labels):", Pattern.MULTILINE | Pattern.DOTALL);
    private static final Pattern QUERY = Pattern.compile("\"expr\": \"(.*)\",?$", Pattern.MULTILINE);

    /** Explained in a table, at the beginning of a row; a family may have several names. */
    private static final Pattern ROW = Pattern.compile("^\\| (`.*?) \\|", Pattern.MULTILINE);

    private static final Pattern SUFFIX = Pattern.compile("(?<=_seconds)_(?:count|sum|max|bucket)$");

    /**
     * Only there if their feature is: a schedule, a second place, an archiving PostgreSQL, a slot. ServiceBackupIT,
     * ServiceCopyIT and ArchivingIT see them.
     */
    private static final Set<String> OF_A_FEATURE = Set.of(
            "roster_backup_due_timestamp_seconds",
            "roster_backup_last_copied_timestamp_seconds",
            "roster_backup_uncopied",
            "roster_archive_last_success_timestamp_seconds",
            "roster_archive_stalled_seconds",
            "roster_archive_backlog_bytes",
            "roster_archive_failures_total",
            "roster_replication_slot_held_bytes",
            "roster_wal_size_bytes");

    @BeforeEach
    void somethingIsDone() {
        Person.with("user").signIn().then().statusCode(201);
        get("/v1/users").then().statusCode(200);
    }

    @Test
    void everyMetricThatIsAskedForIsThere() throws IOException {
        Scrape scrape = Scrape.at(managementPort());
        Set<String> asked = names(queries());
        assertThat(asked).hasSizeGreaterThan(25);

        assertThat(scrape.names()).containsAll(without(asked, OF_A_FEATURE));
        LABEL.matcher(queries()).results().forEach(label -> assertThat(scrape.text())
                .contains(label.group().replace("\\", "")));
    }

    @Test
    void everyMetricIsExplainedAndNoOther() throws IOException {
        Set<String> there = Scrape.at(managementPort()).names().stream()
                .map(name -> SUFFIX.matcher(name).replaceFirst(""))
                .collect(Collectors.toCollection(TreeSet::new));
        there.addAll(OF_A_FEATURE);

        Set<String> explained = ROW.matcher(Files.readString(PAGE))
                .results()
                .flatMap(row -> METRIC.matcher(row.group(1)).results().map(MatchResult::group))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(explained).isEqualTo(there);
    }

    @Test
    void anAddressThatAClientMakesUpIsNoLabel() {
        UUID madeUp = UUID.randomUUID();
        given().options("/v1/users/" + madeUp).then().statusCode(200);
        get("/v1/users/" + madeUp).then().statusCode(404);
        get("/" + madeUp).then().statusCode(404);

        assertThat(Scrape.at(managementPort()).text())
                .contains("method=\"OPTIONS\"")
                .doesNotContain(madeUp.toString());
    }

    @Test
    void memoryAndGarbageCollectionAreSeen() {
        Scrape scrape = Scrape.at(managementPort());

        assertThat(scrape.value("roster_memory_resident_bytes")).isGreaterThan(10 << 20);
        assertThat(scrape.value("roster_heap_max_bytes")).isGreaterThan(10 << 20);
        assertThat(scrape.text()).contains("roster_gc_seconds_total{collector=");
    }

    @Test
    void everyAlertLeadsToAHeadingAndIsExplained() throws IOException {
        String rules = Files.readString(RULES);
        String page = Files.readString(PAGE);
        assertThat(RUNBOOK.matcher(rules).results().count())
                .isEqualTo(ALERT.matcher(rules).results().count());

        RUNBOOK.matcher(rules).results().map(runbook -> runbook.group(1)).forEach(link -> assertThat(
                        DocumentsTest.leads(Path.of("docs", "monitoring.md"), link))
                .as(link)
                .isTrue());
        ALERT.matcher(rules).results().forEach(alert -> assertThat(page).contains("`" + alert.group(1) + "`"));
    }

    /** bin/draw-dashboard writes the sum of the dashboard that it drew into the picture, as a text of PNG. */
    @Test
    void thePictureIsOfThisDashboard() throws IOException {
        String sum = HexFormat.of().formatHex(Sha256.sha256().digest(Files.readAllBytes(DASHBOARD)));

        assertThat(Files.readString(PICTURE, StandardCharsets.ISO_8859_1).contains("tEXtDashboard\0" + sum))
                .as("The dashboard has changed since its picture was drawn: draw it again with bin/draw-dashboard")
                .isTrue();
    }

    private static String queries() throws IOException {
        return Stream.concat(
                        EXPRESSION.matcher(Files.readString(RULES)).results(),
                        QUERY.matcher(Files.readString(DASHBOARD)).results())
                .map(query -> query.group(1))
                .collect(Collectors.joining("\n"));
    }

    private static Set<String> names(String queries) {
        return METRIC.matcher(queries).results().map(MatchResult::group).collect(Collectors.toSet());
    }

    private static Set<String> without(Set<String> all, Set<String> some) {
        return all.stream().filter(name -> !some.contains(name)).collect(Collectors.toSet());
    }
}
