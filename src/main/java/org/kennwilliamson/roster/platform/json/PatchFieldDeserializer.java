package org.kennwilliamson.roster.platform.json;

import java.io.IOException;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.BeanProperty;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.deser.ContextualDeserializer;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;

/** Tells a field that is null from one that isn't there, which Jackson's own types don't. */
final class PatchFieldDeserializer extends StdDeserializer<PatchField<?>> implements ContextualDeserializer {

    private static final long serialVersionUID = 1L;

    private final JavaType valueType;

    PatchFieldDeserializer() {
        this(null);
    }

    private PatchFieldDeserializer(JavaType valueType) {
        super(PatchField.class);
        this.valueType = valueType;
    }

    @Override
    public JsonDeserializer<?> createContextual(DeserializationContext context, BeanProperty property) {
        return new PatchFieldDeserializer(context.getContextualType().containedType(0));
    }

    @Override
    public PatchField<?> deserialize(JsonParser parser, DeserializationContext context) throws IOException {
        return PatchField.to(context.<Object>readValue(parser, valueType));
    }

    @Override
    public PatchField<?> getNullValue(DeserializationContext context) {
        return PatchField.to(null);
    }

    @Override
    public Object getAbsentValue(DeserializationContext context) {
        return PatchField.NONE;
    }
}
