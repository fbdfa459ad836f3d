using System.Text;
using Funnel.Files;

namespace Funnel.Tests.Files;

public sealed class TextFileTests : IDisposable
{
    private const string Chinese = "怎么买这个呀\n求资料[捂脸]\n他说\"求链接\"，我也想要链接\n想要电子版👍\n";
    private const string Traditional = "怎麼買這個呀\n求資料，第一行說說天氣\n他說「求連結」，我也想要連結\n";
    private static readonly string[] BothWidths = ["UTF-16 LE", "UTF-16 BE", "UTF-32 LE", "UTF-32 BE", "UTF-8"];
    private static readonly Encoding Gb = CodePagesEncodingProvider.Instance.GetEncoding("GB18030")!;

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("funnel-text-");

    public void Dispose() => folder.Delete(recursive: true);

    public static TheoryData<string> WithMark => [.. BothWidths];

    [Theory, MemberData(nameof(WithMark))]
    public async Task A_byte_order_mark_says_the_encoding(string name)
    {
        var encoding = Marked(name);
        var bytes = encoding.GetPreamble().Concat(encoding.GetBytes(Chinese)).ToArray();
        await Holds(Chinese, bytes, note: null);
    }

    [Theory, MemberData(nameof(WithMark))]
    public void Behind_a_mark_every_byte_has_to_fit(string name)
    {
        var encoding = Marked(name);
        byte[] half = name.StartsWith("UTF-16", StringComparison.Ordinal) ? encoding.GetBytes("x")[..1] : name is "UTF-8" ? [0xE6, 0xB1] : [0xFF, 0xFF, 0xFF, 0xFF];
        var whole = encoding.GetPreamble().Concat(encoding.GetBytes("一行\n两行\n")).ToArray();
        var error = Refused([.. whole, .. half]);
        Assert.Contains($"byte order mark of {name}", error, StringComparison.Ordinal);
        Assert.Contains($"at offset {whole.Length} (line 3)", error, StringComparison.Ordinal);
    }

    [Fact]
    public Task Utf_8_needs_no_mark() => Holds(Chinese, Encoding.UTF8.GetBytes(Chinese), note: null);

    [Fact]
    public Task An_empty_file_is_an_empty_text() => Holds("", [], note: null);

    [Fact]
    public Task Ascii_with_zeros_here_and_there_is_text() => Holds("{\"a\":1}\nb\0c d\n" + new string('x', 1000), Encoding.ASCII.GetBytes("{\"a\":1}\nb\0c d\n" + new string('x', 1000)), note: null);

    [Fact]
    public Task Gbk_is_read_and_said() => Holds(Chinese, Gb.GetBytes(Chinese), note: "is not UTF-8; read as GB18030.");

    [Fact]
    public Task Gbk_with_traditional_characters_is_read() => Holds(Traditional, Gb.GetBytes(Traditional), note: "is not UTF-8; read as GB18030.");

    [Fact]
    public Task Gb18030_with_its_own_mark_is_read() => Holds(Chinese, [0x84, 0x31, 0x95, 0x33, .. Gb.GetBytes(Chinese)], note: null);

    /// <summary>The first Chinese character may come after any number of rows that fit both; what it is part of may lie across two pieces.</summary>
    [Theory]
    [InlineData(65_533)]
    [InlineData(65_535)]
    [InlineData(131_071)]
    [InlineData(2_500_000)]
    public async Task The_encoding_is_settled_on_the_whole_file(int ascii)
    {
        var text = new string('a', ascii) + Chinese;
        await Holds(text, Gb.GetBytes(text), note: "is not UTF-8; read as GB18030.");
        await Holds(text, Encoding.UTF8.GetBytes(text), note: null);
    }

    /// <summary>It fits GBK by its bytes, but would be posted as rubbish.</summary>
    [Theory]
    [InlineData("big5", Traditional)]
    [InlineData("shift_jis", "これはどこで買えますか\n値段はいくらですか\n")]
    [InlineData("iso-8859-1", "Müller sucht Größe\n")]
    [InlineData("windows-1252", "où est le café\n")]
    public void Other_encodings_are_refused(string encoding, string text)
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        var error = Refused(Encoding.GetEncoding(encoding).GetBytes(text));
        Assert.Contains("not UTF-8", error.Replace("neither UTF-8", "not UTF-8", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Contains("Save it as UTF-8", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(65_530)]
    public void Utf_8_that_is_broken_somewhere_is_named_with_its_place(int more)
    {
        var before = Encoding.UTF8.GetBytes(Chinese + new string('a', more) + "求");
        var error = Refused([.. before, 0xFF, .. Encoding.UTF8.GetBytes(Chinese)]);
        Assert.Contains($"is UTF-8 text that is broken at one place: byte 0xFF at offset {before.Length} (line 5)", error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_character_cut_at_the_end_is_named_with_its_place()
    {
        var bytes = Encoding.UTF8.GetBytes(Chinese)[..^3];
        Assert.Contains("broken at one place", Refused(bytes), StringComparison.Ordinal);
        Assert.Contains("byte 0xFF at offset 2 (line 2)", Refused([(byte)'a', (byte)'\n', 0xFF, (byte)'b']), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false, "LE")]
    [InlineData(true, "BE")]
    public void Utf_16_without_a_mark_is_called_so(bool bigEndian, string order)
    {
        foreach (var text in new[] { Chinese, "text\n怎么买\n", "{\"text\":\"求资料\"}\n", "求\n", string.Concat(Enumerable.Repeat(Chinese, 5_000)) })
        {
            Assert.Contains($"UTF-16 {order} text without a byte order mark", Refused(new UnicodeEncoding(bigEndian, false).GetBytes(text)), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("PK\u0003\u0004\u0014\0[Content_Types].xml…xl/workbook.xml", "Excel workbook (.xlsx)")]
    [InlineData("PK\u0003\u0004\u0014\0[Content_Types].xml…word/document.xml", "Word document")]
    [InlineData("PK\u0003\u0004\u0014\0comments.csv", "ZIP archive")]
    [InlineData("%PDF-1.7\n", "PDF")]
    [InlineData("\n<!DOCTYPE html><html>", "web page")]
    [InlineData("SQLite format 3\0", "SQLite")]
    public void What_is_no_text_is_called_by_its_name(string begin, string name) => Assert.Contains(name, Refused(Encoding.UTF8.GetBytes(begin)), StringComparison.Ordinal);

    [Fact]
    public void An_old_workbook_and_a_compressed_file_are_called_by_their_names()
    {
        Assert.Contains("Excel workbook .xls", Refused([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, 0, 0]), StringComparison.Ordinal);
        Assert.Contains("gzip", Refused([0x1F, 0x8B, 8, 0]), StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_file_and_a_folder_are_called_so()
    {
        Assert.Contains("There is no file", Assert.Throws<TextFileException>(() => TextFile.Open(Path.Combine(folder.FullName, "nothing"))).Message, StringComparison.Ordinal);
        Assert.Contains("is a folder", Assert.Throws<TextFileException>(() => TextFile.Open(folder.FullName)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Lines_say_how_they_were_read()
    {
        var path = Path.Combine(folder.FullName, "labels.jsonl");
        File.WriteAllBytes(path, Gb.GetBytes("一\r\n二\n"));
        var said = new List<string>();
        Assert.Equal(["一", "二"], TextFile.Lines(path, said.Add));
        Assert.Contains("read as GB18030", Assert.Single(said), StringComparison.Ordinal);
    }

    private async Task Holds(string text, byte[] bytes, string? note)
    {
        var path = Path.Combine(folder.FullName, "file.csv");
        await File.WriteAllBytesAsync(path, bytes);
        using var file = TextFile.Open(path);
        await Holds(text, file, note);
        using var stream = new OnceReadable(bytes);
        using var taken = await TextFile.Take(stream, "standard input", CancellationToken.None);
        await Holds(text, taken, note);
    }

    private static async Task Holds(string text, TextFile file, string? note)
    {
        Assert.Equal(note is null ? null : $"{file.Name}: {note}", file.Note);
        for (var time = 0; time < 2; time++)
        {
            using var reader = file.Read();
            Assert.Equal(text, await reader.ReadToEndAsync());
            await using var utf8 = file.ReadUtf8();
            using var again = new StreamReader(utf8, new UTF8Encoding(false, true));
            Assert.Equal(text, await again.ReadToEndAsync());
        }
    }

    private string Refused(byte[] bytes)
    {
        var path = Path.Combine(folder.FullName, "file.txt");
        File.WriteAllBytes(path, bytes);
        var error = Assert.Throws<TextFileException>(() => TextFile.Open(path)).Message;
        Assert.StartsWith(path, error, StringComparison.Ordinal);
        return error;
    }

    private static Encoding Marked(string name) => name switch
    {
        "UTF-16 LE" => new UnicodeEncoding(false, true),
        "UTF-16 BE" => new UnicodeEncoding(true, true),
        "UTF-32 LE" => new UTF32Encoding(false, true),
        "UTF-32 BE" => new UTF32Encoding(true, true),
        _ => new UTF8Encoding(true),
    };

    /// <summary>Like standard input: nobody can go back in it.</summary>
    private sealed class OnceReadable(byte[] bytes) : MemoryStream(bytes)
    {
        public override bool CanSeek => false;

        public override long Position
        {
            get => base.Position;
            set => throw new NotSupportedException();
        }

        public override long Seek(long offset, SeekOrigin loc) => throw new NotSupportedException();
    }
}
