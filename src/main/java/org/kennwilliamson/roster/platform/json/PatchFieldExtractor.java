package org.kennwilliamson.roster.platform.json;

import jakarta.inject.Singleton;
import jakarta.validation.valueextraction.ExtractedValue;
import jakarta.validation.valueextraction.ValueExtractor;

/** Lets constraints on the value of a {@link PatchField} apply if there is one. */
@Singleton
public class PatchFieldExtractor implements ValueExtractor<PatchField<@ExtractedValue ?>> {

    @Override
    public void extractValues(PatchField<?> change, ValueReceiver receiver) {
        if (change.wanted()) {
            receiver.value(null, change.value());
        }
    }
}
