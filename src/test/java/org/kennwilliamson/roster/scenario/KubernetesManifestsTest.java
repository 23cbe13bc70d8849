package org.kennwilliamson.roster.scenario;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.kennwilliamson.roster.testing.ContainerVariables;
import org.kennwilliamson.roster.testing.KubernetesModels;
import org.kennwilliamson.roster.testing.Kustomization;

import static org.assertj.core.api.Assertions.assertThat;

/** The manifests of {@code deploy/kubernetes}: what Kubernetes would refuse, and what it would take and not mean. */
class KubernetesManifestsTest {

    private static final String BASE = "deploy/kubernetes/base";
    private static final String BY_JOB = "deploy/kubernetes/overlays/migrate-by-job";

    @ParameterizedTest
    @ValueSource(strings = {BASE, BY_JOB})
    void kubernetesKnowsEachFieldAndMissesNone(String directory) {
        for (JsonNode object : Kustomization.objects(Path.of(directory))) {
            assertThat(KubernetesModels.fault(object)).as(object.toString()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "startupProbe, startUpProbe",
        "readOnlyRootFilesystem, readOnlyRootFileSystem",
        "secretKeyRef, secretRef",
        "maxUnavailable, maxUnavailible",
        "topologyKey, topologykey",
        "mountPath, path",
        "namespaceSelector, nameSpaceSelector",
        "cidr, cdir",
        "apps/v1, app/v1",
        "restartPolicy, restartpolicy",
        "'\"periodSeconds\":5', '\"periodSeconds\":\"5\"'",
        "'\"value\":\"off\"', '\"value\":false'",
    })
    void aSlipIsFound(String right, String slip) throws IOException {
        List<String> faults = new ArrayList<>();
        for (ObjectNode object : Kustomization.objects(Path.of(BY_JOB))) {
            String changed = object.toString().replace(right, slip);
            KubernetesModels.fault(new ObjectMapper().readTree(changed)).ifPresent(faults::add);
        }

        assertThat(faults).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {BASE, BY_JOB})
    void theVariablesAreRostersOwnAndSecretsAreReferences(String directory) {
        for (JsonNode pod : pods(directory)) {
            JsonNode environment = pod.at("/containers/0/env");
            assertThat(ContainerVariables.of(environment, environment).faults()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {BASE, BY_JOB})
    void whatAPodNamesIsThere(String directory) {
        for (JsonNode pod : pods(directory)) {
            JsonNode container = pod.at("/containers/0");
            assertThat(texts(container.path("volumeMounts"), "/name"))
                    .containsExactlyInAnyOrderElementsOf(texts(pod.path("volumes"), "/name"));
            assertThat(texts(container.path("ports"), "/name"))
                    .containsAll(Stream.of("startupProbe", "livenessProbe", "readinessProbe")
                            .filter(container::has)
                            .map(probe ->
                                    container.at("/" + probe + "/httpGet/port").asText())
                            .toList());
            assertThat(Set.of("roster-database", "roster-backups"))
                    .containsAll(texts(container.path("env"), "/valueFrom/secretKeyRef/name"));
        }
    }

    @Test
    void theServiceBudgetAndSpreadAreOfTheReplicas() {
        JsonNode labels = of("Deployment", BASE).at("/spec/template/metadata/labels");

        assertThat(of("Deployment", BASE).at("/spec/selector/matchLabels")).isEqualTo(labels);
        assertThat(of("Service", BASE).at("/spec/selector")).isEqualTo(labels);
        assertThat(of("PodDisruptionBudget", BASE).at("/spec/selector/matchLabels"))
                .isEqualTo(labels);
        of("Deployment", BASE)
                .at("/spec/template/spec/topologySpreadConstraints")
                .forEach(spread ->
                        assertThat(spread.at("/labelSelector/matchLabels")).isEqualTo(labels));
        assertThat(of("Job", BY_JOB).at("/spec/template/metadata/labels"))
                .isNotEqualTo(labels)
                .contains(of("NetworkPolicy", BASE).at("/spec/podSelector/matchLabels/app.kubernetes.io~1name"));
    }

    @Test
    void aPodIsTheImagesUserAndHasTheTimeToEnd() throws IOException {
        JsonNode pod = of("Deployment", BASE).at("/spec/template/spec");
        JsonNode environment = pod.at("/containers/0/env");
        int user = pod.at("/securityContext/runAsUser").asInt();

        assertThat(Files.readString(Path.of("src/main/docker/Dockerfile.native")))
                .contains("USER " + user + ":" + user);
        assertThat(pod.at("/terminationGracePeriodSeconds").asLong())
                .isGreaterThan(ContainerVariables.of(environment, environment)
                        .wayDown()
                        .toSeconds());
    }

    @Test
    void aRolloutWaitsLongerThanAStartMayTake() {
        JsonNode probe = of("Deployment", BASE).at("/spec/template/spec/containers/0/startupProbe");
        int longest = probe.get("periodSeconds").asInt()
                * probe.get("failureThreshold").asInt();

        assertThat(of("Deployment", BASE).at("/spec/progressDeadlineSeconds").asInt())
                .isGreaterThan(longest);
    }

    @Test
    void whereAJobMigratesTheServiceHasNoOwner() {
        assertThat(texts(of("Deployment", BY_JOB).at("/spec/template/spec/containers/0/env"), "/name"))
                .contains("DATABASE_URL", "MIGRATION_BACKUP")
                .doesNotContain("MIGRATION_DATABASE_URL");
        assertThat(texts(of("Job", BY_JOB).at("/spec/template/spec/containers/0/env"), "/name"))
                .contains("DATABASE_URL", "MIGRATION_DATABASE_URL", "BACKUP_DATABASE_URL");
    }

    private static JsonNode of(String kind, String directory) {
        return Kustomization.objects(Path.of(directory)).stream()
                .filter(object -> object.path("kind").asText().equals(kind))
                .findAny()
                .orElseThrow();
    }

    private static List<JsonNode> pods(String directory) {
        List<JsonNode> pods = Kustomization.objects(Path.of(directory)).stream()
                .map(object -> object.at("/spec/template/spec"))
                .filter(JsonNode::isObject)
                .toList();
        assertThat(pods).isNotEmpty();
        return pods;
    }

    private static List<String> texts(JsonNode list, String pointer) {
        return StreamSupport.stream(list.spliterator(), false)
                .map(element -> element.at(pointer))
                .filter(JsonNode::isTextual)
                .map(JsonNode::asText)
                .toList();
    }
}
