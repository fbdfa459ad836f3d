using System.Globalization;
using System.Text;

namespace Azure.Data.Tables;

/// <summary>
/// An entity-group transaction as the service takes it: one change set inside one multipart body, each operation a whole HTTP request.
/// https://learn.microsoft.com/rest/api/storageservices/performing-entity-group-transactions
/// </summary>
internal sealed class Batch(TableTransport transport, string table, IEnumerable<TableTransactionAction> actions)
{
    private const string LineEnd = "\r\n";

    private readonly List<TableTransactionAction> actions = [.. actions];
    private readonly string boundary = $"batch_{Guid.NewGuid()}";
    private readonly string changeSet = $"changeset_{Guid.NewGuid()}";

    public int Count => actions.Count;

    public string ContentType => $"multipart/mixed; boundary={boundary}";

    /// <summary>The header's value; no version given means any.</summary>
    public static string IfMatch(ETag version) => version == default ? ETag.All.ToString() : version.ToString("H");

    public byte[] Content()
    {
        using var content = new MemoryStream();
        Write(content, $"--{boundary}", $"Content-Type: multipart/mixed; boundary={changeSet}", "");
        foreach (var action in actions)
        {
            Write(content, $"--{changeSet}", "Content-Type: application/http", "Content-Transfer-Encoding: binary", "");
            WriteOperation(content, action);
        }

        Write(content, $"--{changeSet}--", $"--{boundary}--");
        return content.ToArray();
    }

    private static void Write(MemoryStream content, params ReadOnlySpan<string> lines)
    {
        foreach (var line in lines)
        {
            content.Write(Encoding.UTF8.GetBytes(line + LineEnd));
        }
    }

    private static string Verb(TableTransactionActionType type) => type switch
    {
        TableTransactionActionType.Add => "POST",
        TableTransactionActionType.UpdateMerge or TableTransactionActionType.UpsertMerge => "PATCH",
        TableTransactionActionType.UpdateReplace or TableTransactionActionType.UpsertReplace => "PUT",
        _ => "DELETE",
    };

    private void WriteOperation(MemoryStream content, TableTransactionAction action)
    {
        var (type, entity) = (action.ActionType, action.Entity);
        var path = type == TableTransactionActionType.Add ? "/" + table : EntityPath.Of(table, entity.PartitionKey, entity.RowKey);
        Write(content, $"{Verb(type)} {transport.Url(path).AbsoluteUri} HTTP/1.1", "Accept: application/json;odata=minimalmetadata", "DataServiceVersion: 3.0");
        if (type is TableTransactionActionType.UpdateMerge or TableTransactionActionType.UpdateReplace or TableTransactionActionType.Delete)
        {
            Write(content, $"If-Match: {IfMatch(action.ETag)}");
        }

        if (type == TableTransactionActionType.Delete)
        {
            Write(content, "", "");
            return;
        }

        var json = EntityJson.Write(entity);
        Write(content, "Content-Type: application/json", "Prefer: return-no-content");
        Write(content, string.Create(CultureInfo.InvariantCulture, $"Content-Length: {json.Length}"), "");
        content.Write(json);
        Write(content, "");
    }
}
