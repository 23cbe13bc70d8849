package org.kennwilliamson.roster.session;

import java.util.List;

import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

import org.kennwilliamson.roster.testing.ApiTest;
import org.kennwilliamson.roster.testing.Person;
import org.kennwilliamson.roster.testing.Stored;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.kennwilliamson.roster.testing.Api.as;
import static org.kennwilliamson.roster.testing.Problems.assertProblem;

/** Signing in with a password whose hash was imported. */
@QuarkusTest
class PasswordCheckTest extends ApiTest {

    @Test
    void anImportedHashIsMadeAnewByTheNextSignInWhichEndsNoOther() {
        Person ada = Person.with("user");
        String token = ada.signIn().path("accessToken");
        // bcrypt of the same password, by htpasswd.
        importHash(ada, "$2y$05$PPSthWoxHVCLBr8IgXAMJOUGcXieBCPYzYkLiUU7ossgZkqyba.I6");

        ada.signIn().then().statusCode(201);

        assertThat(Stored.column("select password_hash from users where id::text = ?", ada.id()))
                .allMatch(hash -> hash.startsWith("$argon2id$v=19$m=19456,t=2,p=1$"));
        as(token).get("/v1/me").then().statusCode(200);
        ada.signIn().then().statusCode(201);
    }

    @Test
    void ofALongPasswordThatBcryptDidNotSeeWholeNoOtherHashIsMade() {
        String seen = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
        Person ada = Person.with("user");
        // bcrypt of 85 characters, by htpasswd of Apache 2.4.
        String imported = "$2y$05$e1QhPTNyymvUdjEzpvF/MutY2I09hftFR8s8w6/b1FJqiLHL.Im2i";
        importHash(ada, imported);

        for (String password : List.of(seen + "tail-that-no1", seen + "another tail", seen)) {
            ada.signInWith(password).then().statusCode(201);
            assertThat(Stored.column("select password_hash from users where id::text = ?", ada.id()))
                    .containsExactly(imported);
        }
    }

    @Test
    void aHashThatCannotBeCheckedIsNobodysFailureAndTellsNobodyThatItIsThere() {
        Person ada = Person.with("user");
        importHash(
                ada,
                "$argon2id$v=19$m=1048576,t=3,p=4$c29tZXNhbHRzb21lc2FsdA$A9CMYpdlNbnPW7O8ckk3RY6xYef42vnotdD2gFDW50E");

        for (int i = 0; i < 8; i++) {
            assertProblem(ada.signIn(), 401, "sign-in-refused").header("WWW-Authenticate", equalTo("Bearer"));
        }

        assertThat(Stored.column(
                        "select id from audit_events where entity = ? and action like 'sign-in.%'", "user:" + ada.id()))
                .isEmpty();
    }

    private static void importHash(Person person, String hash) {
        Stored.column("update users set password_hash = ? where id::text = ? returning id", hash, person.id());
    }
}
