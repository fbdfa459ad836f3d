using System.Globalization;
using System.Text;

namespace Azure.Data.Tables;

/// <summary>Reads the multipart answer to an entity-group transaction: one response an operation, or the one that failed.</summary>
internal static class BatchAnswer
{
    private const string HttpVersion = "HTTP/1.1 ";

    /// <exception cref="TableTransactionFailedException">An operation failed.</exception>
    public static IReadOnlyList<Response> Read(Response response, int operations)
    {
        var parts = Parts(response.Content.ToString());
        if (parts.Find(part => part.Status >= 400) is { } failed)
        {
            throw Failure(failed, operations);
        }

        return parts.Count == operations
            ? parts
            : throw new RequestFailedException(response.Status, $"The batch of {operations} operations was answered with {parts.Count} responses.");
    }

    // Whatever the boundaries are called, each operation's answer begins with its status line and ends before the next boundary.
    private static List<BatchPart> Parts(string body)
    {
        var lines = body.Split('\n').Select(line => line.TrimEnd('\r')).ToList();
        var parts = new List<BatchPart>();
        for (var i = 0; i < lines.Count; i++)
        {
            if (lines[i].StartsWith(HttpVersion, StringComparison.Ordinal))
            {
                parts.Add(ReadPart(lines, ref i));
            }
        }

        return parts;
    }

    private static BatchPart ReadPart(List<string> lines, ref int i)
    {
        var status = lines[i++].Split(' ', 3);
        var headers = new List<(string Name, string Value)>();
        for (; i < lines.Count && lines[i].Length > 0; i++)
        {
            var colon = lines[i].IndexOf(':', StringComparison.Ordinal);
            if (colon > 0)
            {
                headers.Add((lines[i][..colon], lines[i][(colon + 1)..].Trim()));
            }
        }

        var content = new StringBuilder();
        for (; i < lines.Count && !lines[i].StartsWith("--", StringComparison.Ordinal); i++)
        {
            content.Append(lines[i]).Append('\n');
        }

        return new(int.Parse(status[1], CultureInfo.InvariantCulture), status.ElementAtOrDefault(2) ?? "", headers, content.ToString().Trim());
    }

    private static TableTransactionFailedException Failure(BatchPart failed, int operations)
    {
        var (code, message) = TableTransport.Error(failed.Content.ToMemory().Span);
        var failure = new RequestFailedException(failed.Status, message ?? failed.ReasonPhrase, code, innerException: null);
        return new(failure, FailedIndex(message, operations));
    }

    // "3:The specified entity already exists.": the service names the operation at the beginning of its message.
    private static int? FailedIndex(string? message, int operations)
    {
        var number = message.AsSpan(0, Math.Max(message?.IndexOf(':', StringComparison.Ordinal) ?? 0, 0));
        var named = int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index < operations;
        return named ? index : operations == 1 ? 0 : null;
    }
}
