using System.Text;
using System.Text.Json;
using Funnel.Connectors;

namespace Funnel.Tests.Connectors;

public sealed class ReadableJsonTests
{
    private static string Read(byte[] json) => JsonDocument.Parse(ReadableJson.Of(json)).RootElement.GetProperty("a").GetString()!;

    private static string Read(string json) => Read(Encoding.UTF8.GetBytes(json));

    [Theory]
    [InlineData("""{"a":"求资料😀\ud83d\ude00 \"\\ \/ \n \u0041"}""")]
    [InlineData("""
        { "a" : "x",
          "b" : [ 1, "y" ] }
        """)]
    [InlineData("""{"a":"\\ud83d is no escape"}""")]
    public void What_is_right_is_handed_on_as_it_is(string json)
    {
        ReadOnlyMemory<byte> bytes = Encoding.UTF8.GetBytes(json);
        Assert.Equal(bytes, ReadableJson.Of(bytes));
    }

    [Theory]
    [InlineData("""{"a":"x\ud83dy"}""", "x\uFFFDy")] // half a pair, first half
    [InlineData("""{"a":"x\ude00y"}""", "x\uFFFDy")] // second half
    [InlineData("""{"a":"x\ud83d"}""", "x\uFFFD")] // at the end
    [InlineData("""{"a":"\ud83d\ud83d\ude00"}""", "\uFFFD😀")]
    [InlineData("""{"a":"\ud83d\\ude00"}""", "\uFFFD\\ude00")]
    [InlineData("""{"a":"\ud83d\n"}""", "\uFFFD\n")]
    [InlineData("""{"a":"x\u12y"}""", "x\uFFFDy")] // no escape at all
    [InlineData("""{"a":"x\u"}""", "x\uFFFD")]
    [InlineData("""{"a":"it\'s"}""", "it's")]
    [InlineData("{\"a\":\"x\ny\tz\"}", "x\ny\tz")] // raw line ends
    [InlineData("{\"a\":\"x\0\u0001\u001Fy\"}", "xy")] // raw control characters
    [InlineData("\uFEFF{\"a\":\"x\"}", "x")]
    public void What_is_broken_inside_a_string_is_mended(string json, string expected) => Assert.Equal(expected, Read(json));

    [Theory]
    [InlineData(new byte[] { 0xFF })]
    [InlineData(new byte[] { 0xF0, 0x9F, 0x98 })] // an emoji cut after three bytes
    [InlineData(new byte[] { 0xE6 })] // a Chinese character cut after one
    [InlineData(new byte[] { 0xC0, 0x80 })] // an overlong NUL
    [InlineData(new byte[] { 0xED, 0xA0, 0xBD })] // half a surrogate pair in bytes
    [InlineData(new byte[] { 0xCE, 0xD2 })] // GBK
    [InlineData(new byte[] { 0x80 })]
    public void Broken_bytes_cost_neither_the_text_around_them_nor_the_quote_behind_them(byte[] broken)
    {
        var text = Read([.. "{\"a\":\"求"u8, .. broken, .. "料"u8, .. broken, .. "\"}"u8]);
        Assert.Equal("求料", WireText.Clean(text));
    }

    [Theory]
    [InlineData("{\"a\":\"x\"")]
    [InlineData("{\"a\":\"x\\")]
    [InlineData("{\"a\":\"x\\u")]
    [InlineData("")]
    [InlineData("\0")]
    [InlineData("{\"a\"\0:1}")]
    public void Structure_is_not_mended(string json) => Assert.ThrowsAny<JsonException>(() => Read(json));

    [Fact]
    public void Whatever_bytes_come_it_neither_throws_nor_grows_without_bound()
    {
        var random = new Random(7);
        byte[] alphabet = [(byte)'"', (byte)'\\', (byte)'u', (byte)'d', (byte)'8', (byte)'3', (byte)'e', 0, 10, 0xF0, 0x9F, 0xED, (byte)'{', (byte)':'];
        for (var round = 0; round < 20_000; round++)
        {
            var json = new byte[random.Next(40)];
            for (var i = 0; i < json.Length; i++)
            {
                json[i] = alphabet[random.Next(alphabet.Length)];
            }

            Assert.InRange(ReadableJson.Of(json).Length, 0, (json.Length * 3) + 8);
        }
    }
}
