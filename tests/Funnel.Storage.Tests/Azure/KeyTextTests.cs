using FsCheck;
using FsCheck.Fluent;
using Funnel.Azure;

namespace Funnel.Storage.Tests.Azure;

public sealed class KeyTextTests
{
    // Each forbidden character, its neighbours, the marks of the escapes, and the ends of the surrogates.
    private static readonly char[] Edges =
        [.. Enumerable.Range(0, 0xA2).Select(c => (char)c), '\ud7ff', '\ud800', '\udbff', '\udc00', '\udfff', '\ue000', '\uffff', '资'];

    private static readonly Gen<string> AnyText = Gen.Elements(Edges).ListOf().Select(units => new string([.. units]));

    private static readonly Gen<string> Keys = AnyText.Where(text => text.Length > 0 && StorageTextIsValid(text));

    private static readonly Config Often = Config.QuickThrowOnFailure.WithMaxTest(5_000);

    [Fact]
    public void A_key_comes_back_as_it_went() =>
        Check(Keys, key => string.Equals(key, KeyText.Decode(KeyText.Encode(key)), StringComparison.Ordinal));

    [Fact]
    public void The_order_of_written_keys_is_the_order_of_the_keys() =>
        Check(Keys.Two(), keys => Sign(string.CompareOrdinal(keys.Item1, keys.Item2))
            == Sign(string.CompareOrdinal(KeyText.Encode(keys.Item1), KeyText.Encode(keys.Item2))));

    [Fact]
    public void A_written_key_has_no_character_that_the_service_forbids() =>
        Check(Keys, key => !KeyText.Encode(key).Any(c => c is '/' or '\\' or '#' or '?' || char.IsControl(c)));

    [Fact]
    public void A_written_key_is_at_most_twice_as_long() =>
        Check(Keys, key => KeyText.Encode(key).Length <= 2 * key.Length);

    [Fact]
    public void A_bound_may_be_any_text_and_divides_the_keys_where_it_says() =>
        Check(AnyText.Zip(Keys), pair => (string.CompareOrdinal(pair.Item2, pair.Item1) < 0)
            == (string.CompareOrdinal(pair.Item2, KeyBound.Valid(pair.Item1)) < 0));

    [Fact]
    public void A_bound_that_is_sent_is_valid_text() =>
        Check(AnyText, bound => StorageTextIsValid(KeyBound.Valid(bound)));

    [Theory]
    [InlineData("douyin:7300_A-z", "douyin:7300_A-z")]
    [InlineData("a/b", "a.1b")]
    [InlineData("a.b", "a.0b")]
    [InlineData("求资料", "求资料")]
    public void Usual_keys_stay_legible(string key, string written) => Assert.Equal(written, KeyText.Encode(key));

    [Theory]
    [InlineData("a.")]
    [InlineData("a.x")]
    [InlineData("a.2")]
    public void A_key_that_somebody_else_wrote_is_reported(string written) =>
        Assert.Throws<FormatException>(() => KeyText.Decode(written));

    private static void Check<T>(Gen<T> values, Func<T, bool> holds) => Prop.ForAll(values.ToArbitrary(), holds).Check(Often);

    private static int Sign(int order) => Math.Sign(order);

    private static bool StorageTextIsValid(string text)
    {
        try
        {
            _ = new System.Text.UTF8Encoding(false, throwOnInvalidBytes: true).GetByteCount(text);
            return true;
        }
        catch (System.Text.EncoderFallbackException)
        {
            return false;
        }
    }
}
