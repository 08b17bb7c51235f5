package dev.tidemark.sql.bind;

/**
 * What binding a statement needs to know beyond the statement. Belongs to one binding.
 *
 * @param tables what names in FROM can mean
 * @param session what the statement can ask of its session
 * @param parameters of the statement
 */
public record BindContext(Tables tables, SessionValues session, ParameterTypes parameters) {
    Coercion coercion() {
        return new Coercion(parameters);
    }
}
