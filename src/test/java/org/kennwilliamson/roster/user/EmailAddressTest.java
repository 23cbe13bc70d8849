package org.kennwilliamson.roster.user;

import jakarta.validation.Validation;
import jakarta.validation.Validator;
import jakarta.validation.ValidatorFactory;

import org.hibernate.validator.messageinterpolation.ParameterMessageInterpolator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.kennwilliamson.roster.platform.text.EmailSyntax;

import static org.assertj.core.api.Assertions.assertThat;

/** Commands, which have no validator, and the API judge an address alike. */
class EmailAddressTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ada@example.org",
                "a.b+c@sub.example.org",
                "o'hara@example.org",
                "a@localhost",
                "\"a\"@example.org",
                "a@[127.0.0.1]",
                "a@b@example.org",
                ".a@example.org",
                "a.@example.org",
                "a..b@example.org",
                "a@-example.org",
                "a@example-.org",
                "a@b..c",
                "a@",
                "@b",
                "a",
                "",
                "a b@example.org",
                "ä@example.org",
                "a@exämple.org",
                "a,b@example.org",
                "a@example_x.org",
                "a@.org",
                "a@example.org."
            })
    void commandsTakeWhatTheApiTakes(String email) {
        try (ValidatorFactory factory = Validation.byDefaultProvider()
                .configure()
                .messageInterpolator(new ParameterMessageInterpolator())
                .buildValidatorFactory()) {
            Validator api = factory.getValidator();

            assertThat(EmailSyntax.isValid(email))
                    .isEqualTo(
                            api.validate(new NewUser(email, null, null, null)).isEmpty());
        }
    }
}
