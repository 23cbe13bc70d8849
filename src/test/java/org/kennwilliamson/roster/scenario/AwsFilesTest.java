package org.kennwilliamson.roster.scenario;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.kennwilliamson.roster.testing.CloudFormationSchema;
import org.kennwilliamson.roster.testing.CloudFormationTemplate;
import org.kennwilliamson.roster.testing.ContainerVariables;

import static org.assertj.core.api.Assertions.assertThat;

/** The files of {@code deploy/aws}, by the schemas that AWS publishes: nothing here has ever asked AWS itself. */
class AwsFilesTest {

    @ParameterizedTest
    @CsvSource({
        "security-groups.json",
        "alarms.json",
        "ecs-task-definition.json",
        "ecs-service.json",
        "ebs-snapshots.json",
    })
    void awsKnowsEachPropertyAndItsValue(String file) throws IOException {
        assertThat(faults(file, read(file))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "security-groups.json, SourceSecurityGroupId, SourceSecurityGroup",
        "security-groups.json, HttpTokens, HttpToken",
        "security-groups.json, '\"required\"', '\"require\"'",
        "security-groups.json, '\"ServiceGroup\", \"GroupId\"', '\"ServicesGroup\", \"GroupId\"'",
        "alarms.json, LessThanThreshold, BelowThreshold",
        "ecs-task-definition.json, stopTimeout, stopTimeOut",
        "ecs-task-definition.json, SUCCESS, SUCCEEDED",
        "ecs-task-definition.json, fileSystemId, filesystemId",
        "ecs-task-definition.json, '8080', '\"8080\"'",
        "ecs-service.json, assignPublicIp, assignPublicIP",
        "ebs-snapshots.json, IntervalUnit, IntervalUnits",
    })
    void aSlipIsFound(String file, String right, String slip) throws IOException {
        String text = Files.readString(path(file));

        assertThat(text).contains(right);
        assertThat(faults(file, new ObjectMapper().readTree(text.replace(right, slip))))
                .isNotEmpty();
    }

    @Test
    void nobodyButTheServiceReachesPostgresql() throws IOException {
        JsonNode resources = read("security-groups.json").get("Resources");

        assertThat(resources.at("/DatabaseGroup/Properties").has("SecurityGroupIngress"))
                .isFalse();
        List<JsonNode> ways = resources.properties().stream()
                .map(resource -> resource.getValue())
                .filter(resource -> resource.path("Type").asText().equals("AWS::EC2::SecurityGroupIngress"))
                .map(resource -> resource.get("Properties"))
                .filter(rule -> rule.at("/GroupId/Fn::GetAtt/0").asText().equals("DatabaseGroup"))
                .toList();
        assertThat(ways).singleElement().satisfies(rule -> {
            assertThat(rule.at("/SourceSecurityGroupId/Fn::GetAtt/0").asText()).isEqualTo("ServiceGroup");
            assertThat(rule.get("FromPort").asInt()).isEqualTo(5432);
            assertThat(rule.get("ToPort").asInt()).isEqualTo(5432);
        });
    }

    /** An alarm on a metric that nobody sends, to the letter, never rings. */
    @Test
    void theAlarmsWatchWhatTheAgentSends() throws IOException {
        JsonNode metrics = read("cloudwatch-agent.json").get("metrics");
        JsonNode alarm = read("alarms.json").at("/Resources/DataDiskFull/Properties");
        JsonNode disk = metrics.at("/metrics_collected/disk");

        assertThat(alarm.get("Namespace").asText()).isEqualTo("CWAgent");
        assertThat(alarm.get("MetricName").asText())
                .isEqualTo("disk_" + disk.at("/measurement/0").asText());
        assertThat(metrics.get("append_dimensions").toString()).isEqualTo("{\"InstanceId\":\"${aws:InstanceId}\"}");
        assertThat(alarm.at("/Dimensions").findValuesAsText("Name"))
                .isEqualTo(new ObjectMapper().convertValue(metrics.at("/aggregation_dimensions/0"), List.class));
        assertThat(disk.get("resources")).contains(alarm.at("/Dimensions/1/Value"));
    }

    @Test
    void theTaskHasRostersOwnVariablesAndItsSecretsAreReferences() throws IOException {
        ContainerVariables variables = variables();

        assertThat(variables.faults()).isEmpty();
        assertThat(variables.referred())
                .containsExactlyInAnyOrder("DATABASE_URL", "MIGRATION_DATABASE_URL", "BACKUP_DATABASE_URL");
    }

    @Test
    void theTaskHasTheTimeToEndAndIsRestartedForLivenessAlone() throws IOException {
        JsonNode roster = roster();

        assertThat(roster.get("stopTimeout").asLong())
                .isGreaterThan(variables().wayDown().toSeconds());
        assertThat(roster.at("/healthCheck/command").toString())
                .isEqualTo("[\"CMD\",\"roster\",\"health\",\"--live\"]");
    }

    private static ContainerVariables variables() throws IOException {
        return ContainerVariables.of(roster().get("environment"), roster().get("secrets"));
    }

    private static JsonNode roster() throws IOException {
        return read("ecs-task-definition.json").at("/containerDefinitions/1");
    }

    private static List<String> faults(String file, JsonNode content) {
        return switch (file) {
            case "ecs-task-definition.json" ->
                CloudFormationSchema.of("AWS::ECS::TaskDefinition").ofTheCli().faults(content);
            case "ecs-service.json" ->
                CloudFormationSchema.of("AWS::ECS::Service").ofTheCli().faults(content);
            case "ebs-snapshots.json" ->
                CloudFormationSchema.of("AWS::DLM::LifecyclePolicy")
                        .definition("PolicyDetails")
                        .faults(content);
            default -> new CloudFormationTemplate(content).faults();
        };
    }

    private static JsonNode read(String file) throws IOException {
        return new ObjectMapper().readTree(path(file).toFile());
    }

    private static Path path(String file) {
        return Path.of("deploy", "aws", file);
    }
}
