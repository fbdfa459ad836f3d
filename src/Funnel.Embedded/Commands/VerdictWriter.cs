using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Funnel.Triage;

namespace Funnel.Embedded.Commands;

/// <summary>Writes verdicts as JSON lines, in large blocks. Chinese stays readable.</summary>
internal sealed class VerdictWriter : IAsyncDisposable
{
    private const int Block = 1 << 16;
    private readonly Stream output;
    private readonly ArrayBufferWriter<byte> buffer = new(2 * Block);
    private readonly Utf8JsonWriter json;

    internal VerdictWriter(Stream output)
    {
        this.output = output;
        json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
    }

    internal async ValueTask Write(string text, Explanation explanation, CancellationToken cancellationToken)
    {
        var verdict = explanation.Verdict;
        json.WriteStartObject();
        json.WriteString("text", text);
        json.WriteNumber("p", Math.Round(verdict.P, 4));
        json.WriteBoolean("inquiry", explanation.Inquiry);
        json.WriteString("kind", explanation.Inquiry ? verdict.Kind.Name() : null);
        json.WriteString("decision", verdict.Decision switch { Decision.Answer => "answer", Decision.Review => "review", _ => "drop" });
        json.WriteString("why", explanation.Why);
        json.WriteEndObject();
        await json.FlushAsync(cancellationToken);
        json.Reset();
        buffer.Write("\n"u8);
        if (buffer.WrittenCount >= Block)
        {
            await Flush(cancellationToken);
        }
    }

    internal async ValueTask Flush(CancellationToken cancellationToken)
    {
        await output.WriteAsync(buffer.WrittenMemory, cancellationToken);
        buffer.ResetWrittenCount();
        await output.FlushAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await json.DisposeAsync();
        await output.DisposeAsync();
    }
}
